"""What the worker does about files that people asked for."""

from regulars.lib.later import job
from regulars.trust.models import RightsRequest
from regulars.trust.rights import keeping, making


@job("trust.make_file")
def make_file(request_id: int) -> None:
    """A long one. The second time it is made again, and takes the first one's place."""
    found = RightsRequest.objects.open().select_related("person__account").filter(pk=request_id).first()
    if found:
        making.make(found)


@job("trust.sweep_files")
def sweep_files() -> None:
    """Files whose month is over. The second time finds none."""
    keeping.sweep()
