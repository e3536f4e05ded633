"""Whatever is sent to the room, described or not: it answers, as its description says, and never breaks."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from journeykit import panels
from journeykit.records import KINDS

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
WHO = {"nobody": "person", "a participant": "guest", "whoever leads": "leader"}
QUICK = settings(max_examples=15, suppress_health_check=list(HealthCheck))

NAMES = st.sampled_from(
    [*KINDS, "aware", "kato", "kato.aware", "n1", "i1", "put", "drop", "vote", "step", "map"]
)
DEEDS = st.sampled_from(
    ["put", "drop", "vote", "look", "merge", "highlight", "step", "timer", "reveal", "undo"]
)
JUNK = st.recursive(
    NAMES | st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | NAMES, inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = sorted({field for model in KINDS.values() for field in model.model_fields})
MESSAGES = st.fixed_dictionaries(
    {"id": st.uuids().map(str) | JUNK, "do": DEEDS | JUNK},
    optional={
        "kind": st.sampled_from([*KINDS]) | JUNK,
        "record": NAMES | JUNK,
        "fields": st.dictionaries(st.sampled_from(FIELDS), JUNK, max_size=4) | JUNK,
        **dict.fromkeys(("to", "minutes", "round", "on", "step", "agenda", "keep", "others"), JUNK),
    },
)


@pytest.fixture(scope="module")
def fuzzed(serve: Callable[..., Any]) -> Any:
    return serve(step="05_map")


@pytest.mark.parametrize("who", WHO)
def test_every_answer_is_one_that_the_description_names(fuzzed: Any, who: str) -> None:
    person = getattr(fuzzed, WHO[who])()
    described = person.web.get("/openapi.json").json()
    described["paths"].pop("/events")  # it never ends: it has a test of its own
    described["paths"].pop("/renew")  # it would shut the door for the next
    schema = schemathesis.openapi.from_dict(described)
    for operation in (result.ok() for result in schema.get_all_operations()):

        @QUICK
        @given(case=operation.as_strategy())
        def answered(case: Any) -> None:
            if isinstance(case.body, dict) and case.body.get("code"):
                case.body["code"] = fuzzed.code
            headers, cookies = dict(person.web.headers), dict(person.web.cookies)
            answer = case.call(base_url=fuzzed.base, headers=headers, cookies=cookies)
            case.validate_response(answer, checks=CHECKS)

        answered()


@pytest.mark.parametrize("who", ["guest", "leader"])
def test_every_message_is_answered_whatever_is_in_it(fuzzed: Any, who: str) -> None:
    people = [getattr(fuzzed, who)() for _ in range(4)]

    @settings(max_examples=100, suppress_health_check=list(HealthCheck))
    @given(panel=st.sampled_from([*panels.NAMES]), message=MESSAGES)
    def answered(panel: str, message: Any) -> None:
        body = json.dumps({"panel": panel, "message": message})
        headers = {"Content-Type": "application/json"}
        answer = random.choice(people).web.post("/act", content=body, headers=headers)
        assert answer.status_code in (200, 400, 404, 429)
        assert "say" in answer.json()

    answered()
    assert fuzzed.person().web.get("/health").json() == {"ok": True}
    fuzzed.leader().look("cockpit").encode()
    fuzzed.guest().look("room").encode()


@pytest.mark.parametrize("who", WHO.values())
def test_no_wish_for_a_stream_breaks_the_server(fuzzed: Any, who: str) -> None:
    person = getattr(fuzzed, who)()
    words = st.text(max_size=12) | st.sampled_from(["room", "cockpit", "desk", "ja", "en", "p-x"])

    @QUICK
    @given(wish=st.dictionaries(st.sampled_from(["page", "lang", "as"]), words))
    def answered(wish: dict[str, str]) -> None:
        with person.web.stream("GET", "/events", params=httpx.QueryParams(wish)) as answer:
            assert answer.status_code in (200, 400, 401, 403)

    answered()
