"""What people see when we made a mistake."""

import logging
import secrets

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

logger = logging.getLogger(__name__)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """Show a number to quote, and log it beside the error that Django has just logged."""
    number = secrets.token_hex(2).upper()
    logger.error("error %s at %s %s", number, request.method, request.path)
    return render(None, "500.html", {"error_number": number}, status=500)
