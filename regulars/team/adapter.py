"""How the sign-in library is bent to the firm's rules: nobody signs up without a link."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class TeamAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
