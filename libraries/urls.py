"""Addresses of organisations, places, periods, indicators and figures."""

from django.urls import URLPattern, register_converter

from libraries.models import Year


class YearConverter:
    """'2023' or '2025-voorbeeld' in an address."""

    regex = r"\d{4}(-voorbeeld)?"

    def to_python(self, value: str) -> Year:
        return Year.read(value)

    def to_url(self, value: Year) -> str:
        return str(value)


register_converter(YearConverter, "year")

app_name = "libraries"

urlpatterns: list[URLPattern] = []
