"""Where to go after a button was pressed."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def address_asked_for(request: HttpRequest) -> str:
    """The `next` that came with the request, if it is an address of this site; else ""."""
    address = request.POST.get("next", "") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # A word alone would be looked up among the names of the addresses, and not be found.
    return address if is_ours and address.startswith(("/", "http:", "https:")) else ""
