"""Coming in by the word of another house: OpenID Connect, as whoever runs the server set it up (REGULARS_OIDC_…).

The sign-in library keeps the state and trades the code (with PKCE); what is written here is whom we believe, and what. Only
members and those who were invited by that very e-mail come in, only by an e-mail the other house has verified, and after the
first time by the number it knows them by, never by an e-mail somebody else may have by then.
"""

import time
from hmac import compare_digest
from typing import Any

import jwt
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from regulars.lib.outside import Outside
from regulars.team.recognising import hashed

SIGNED_BY = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
NEEDED = ["iss", "sub", "aud", "exp", "iat"]
LEEWAY = 60  # seconds by which two clocks may differ


class NotBelieved(OAuth2Error):  # type: ignore[misc] # the library is untyped
    """What the other house said does not hold. For the log; a person reads one sentence for all of it."""


def is_set_up() -> bool:
    return bool(settings.OIDC_URL and settings.OIDC_CLIENT_ID)


def house() -> SocialApp:
    """From the settings, never from the database. Its name among the links is its address: a number that one house gave
    means nothing of another."""
    return SocialApp(
        provider="openid_connect",
        provider_id=hashed(settings.OIDC_URL)[:40],
        name=settings.OIDC_NAME or "OpenID Connect",
        client_id=settings.OIDC_CLIENT_ID,
        secret=settings.OIDC_CLIENT_SECRET,
        settings={"server_url": settings.OIDC_URL, "oauth_pkce_enabled": True},
    )


class HouseAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc] # the library is untyped
    """One conversation with the other house. `nonce` and `since` are what this one was begun with."""

    nonce = ""
    since = 0.0

    @property
    def openid_config(self) -> dict[str, Any]:
        config = super().openid_config
        if not isinstance(config, dict) or str(config.get("issuer", "")).rstrip(
            "/"
        ) != settings.OIDC_URL.rstrip("/"):
            raise NotBelieved("The house calls itself otherwise than REGULARS_OIDC_URL.")
        return config

    def get_provider(self) -> "HouseProvider":
        return HouseProvider(self.request, app=house())

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("team-single-sign-on-back"))

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> SocialLogin:
        try:
            claims = self.claims(str(kwargs["response"].get("id_token") or ""))
            if "email" not in claims:
                claims |= self.more_of(claims["sub"], token.token)
            claims["email_verified"] = claims.get("email_verified") in {
                True,
                "true",
            }  # some houses write it as a word
            return self.get_provider().sociallogin_from_response(request, {"id_token": claims})
        except (KeyError, TypeError, ValueError, AttributeError, jwt.PyJWTError) as error:
            raise NotBelieved(type(error).__name__) from error

    def claims(self, id_token: str) -> dict[str, Any]:
        """What the house says of whom, once all of it holds: signature, houses, time, and that it answers this question."""
        claims: dict[str, Any] = jwt.decode(
            id_token,
            self.key(jwt.get_unverified_header(id_token)),
            algorithms=SIGNED_BY,
            audience=settings.OIDC_CLIENT_ID,
            issuer=self.openid_config["issuer"],
            leeway=LEEWAY,
            options={"require": NEEDED},
        )
        if not self.nonce or not compare_digest(str(claims.get("nonce", "")), self.nonce):
            raise NotBelieved("It answers another question.")
        if claims.get("azp", settings.OIDC_CLIENT_ID) != settings.OIDC_CLIENT_ID:
            raise NotBelieved("It was meant for another program.")
        if self.since and not self.since - LEEWAY <= claims["auth_time"] <= time.time() + LEEWAY:
            raise NotBelieved("They were not asked afresh.")
        return claims

    def key(self, header: dict[str, Any]) -> Any:
        if header["alg"] not in SIGNED_BY:
            raise NotBelieved("It is not signed as it should be.")
        with Outside() as line:
            kept = jwt.PyJWKSet.from_dict(line.get(self.openid_config["jwks_uri"]).json()).keys
        usable = [key for key in kept if header.get("kid") in {None, key.key_id}]
        if len(usable) != 1:
            raise NotBelieved("Its key is not among those of the house.")
        return usable[0]

    def more_of(self, sub: str, token: str) -> dict[str, Any]:
        """E-mail and name, where they are told apart from the rest: of the same person, or of nobody."""
        told: dict[str, Any] = self._fetch_user_info(token)
        if told["sub"] != sub:
            raise NotBelieved("It tells of somebody else.")
        return {name: told[name] for name in ("email", "email_verified", "name") if name in told}


class HouseProvider(OpenIDConnectProvider):  # type: ignore[misc] # the library is untyped
    oauth2_adapter_class = HouseAdapter

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing more is kept than by which number the house knows them."""
        return {}

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["id_token"]["sub"])
