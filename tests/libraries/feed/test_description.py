"""The description of the feed is OpenAPI, and true: every answer fits it."""

import pytest
from django.test import Client
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

from libraries.overviews import feed

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(secret):
    headers = {"authorization": f"Bearer {secret}"}
    return Client().get("/feed/v1/openapi.json", headers=headers).json()


def test_it_is_a_description_as_openapi_asks(document):
    validate(document)

    assert document["openapi"].startswith("3.1")
    assert set(document["components"]["securitySchemes"]) == {"bearer", "basic"}


def test_every_address_stands_in_it(document):
    expected = {f"/feed/v1/{name}.{kind}" for name in feed.TABLES for kind in ("csv", "json")}

    assert set(document["paths"]) == expected


@pytest.mark.parametrize("name", sorted(feed.TABLES))
def test_every_answer_fits_its_description(document, secret, everything, name):
    headers = {"authorization": f"Bearer {secret}"}
    answer = Client().get(f"/feed/v1/{name}.json", headers=headers).json()
    content = document["paths"][f"/feed/v1/{name}.json"]["get"]["responses"]["200"]["content"]
    schema = content["application/json"]["schema"] | {"components": document["components"]}

    assert answer["data"]
    OAS31Validator(schema).validate(answer)


def test_a_refusal_fits_its_description(document):
    refused = Client().get("/feed/v1/facts.csv")

    OAS31Validator(document["components"]["schemas"]["problem"]).validate(refused.json())


def test_it_tells_no_filter_that_the_feed_does_not_know(document, secret):
    headers = {"authorization": f"Bearer {secret}"}
    samples = {"year": "2023", "kind": "computed", "example": "1", "after": "1"}
    for path, methods in document["paths"].items():
        for parameter in methods["get"]["parameters"]:
            if parameter["name"] in samples:
                query = f"{parameter['name']}={samples[parameter['name']]}"
                assert Client().get(f"{path}?{query}", headers=headers).status_code == 200
