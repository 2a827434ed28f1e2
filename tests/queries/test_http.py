"""The questions over HTTP, at ``/queries``."""

import httpx
import pytest

from kg import querying


def test_the_listing_says_what_can_be_asked(served):
    answer = httpx.get(f"{served}queries")
    assert answer.headers["access-control-allow-origin"] == "*"
    listed = {query["name"]: query for query in answer.json()}
    assert listed.keys() == querying.load().keys()
    assert listed["evidence"]["parameters"][0] == {
        "name": "record",
        "type": "string",
        "description": "The record, as collection and identifier.",
        "required": False,
        "default": "wilson/115932",
        "example": "wilson/115932",
        "choices": [],
    }


@pytest.mark.parametrize(
    ("form", "accept", "kind"),
    [
        ("json", "*/*", "application/sparql-results+json"),
        ("csv", "*/*", "text/csv"),
        ("tsv", "*/*", "text/tab-separated-values"),
        (None, "text/csv", "text/csv"),
        (None, "application/sparql-results+xml", "application/sparql-results+xml"),
    ],
)
def test_the_answer_comes_in_the_form_asked_for(served, form, accept, kind):
    values = {"proposer": "Cerin"} | ({"format": form} if form else {})
    answer = httpx.get(
        f"{served}queries/declined-proposals", params=values, headers={"Accept": accept}
    )
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == kind
    assert "she had no use for them" in answer.text


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ("queries/proposals?whom=x", 400, "there are proposer (name)"),
        ("queries/proposals?from=soon", 400, "is no date"),
        ("queries/proposals?from=1957&from=1958", 400, "given twice"),
        ("queries/proposals?format=xlsx", 400, "json, csv, tsv"),
        ("queries/nothing-like-it", 404, "not here"),
        ("queries/..%2F..%2F..%2Fout.txt", 404, "not here"),
    ],
)
def test_what_is_wrong_is_a_problem_that_any_page_may_read(served, asked, status, said):
    answer = httpx.get(f"{served}{asked}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert said in answer.json()["title"]


def test_the_text_of_a_question_stays_a_file(served):
    answer = httpx.get(f"{served}queries/proposals.rq")
    assert answer.headers["content-type"].partition(";")[0] == "application/sparql-query"
    assert answer.text == querying.find("proposals").text


def test_a_browser_may_ask_from_elsewhere(served):
    answer = httpx.options(f"{served}queries/proposals")
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
