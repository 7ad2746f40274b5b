"""Three tables of ours, as plain Django sees them."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Member(AbstractBaseUser):
    email = models.EmailField(unique=True)
    is_active = models.BooleanField()

    objects: ClassVar[BaseUserManager[Any]] = BaseUserManager()
    USERNAME_FIELD = "email"

    class Meta:
        managed = False
        db_table = "team_member"

    def __str__(self) -> str:
        return self.email


class Company(models.Model):
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=80)
    created_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "people_account"

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    account = models.ForeignKey(Company, models.DO_NOTHING)
    name = models.CharField(max_length=200)
    email = models.EmailField()
    phone = models.CharField(max_length=60)

    class Meta:
        managed = False
        db_table = "people_person"

    def __str__(self) -> str:
        return self.name
