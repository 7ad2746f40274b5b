"""What can be found, in words: one document a person, an account and a further way to reach one.

Triggers of the database write both tables, in the transaction that changes the record, whoever changes it: a screen, an
import, a merge. Nobody else writes to them, and a result is always fetched again through its record's own door.
"""

from typing import ClassVar

from django.db import models


class Document(models.Model):
    """`own` are the folded words of the record itself, `other` those around it (firm, job, the domain of an e-mail),
    `digits` its telephone. An index of tokens, beginnings of words, is made from them: see migration 0001."""

    source = models.CharField(max_length=1)
    source_id = models.BigIntegerField()
    kind = models.CharField(max_length=1)
    record_id = models.BigIntegerField()
    own = models.TextField()
    other = models.TextField()
    digits = models.TextField()

    objects: ClassVar = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "source_id"], name="finding_document_once")]

    def __str__(self) -> str:
        return f"{self.source}{self.source_id}"


class Word(models.Model):
    """A word some name holds, to guess from what was meant by a misspelt one.

    Not unique: a unique key would make a screen wait for an import that is writing the same new word.
    """

    word = models.CharField(max_length=40)

    objects: ClassVar = models.Manager()

    class Meta:
        indexes = [
            models.Index(fields=["word"], name="finding_word_beginning", opclasses=["text_pattern_ops"])
        ]

    def __str__(self) -> str:
        return self.word
