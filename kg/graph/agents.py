"""The agents of a record: persons, organizations and groups, each with one IRI."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg import iris
from kg.findings import Agent, AgentKind, Findings
from kg.names import direct_order
from kg.namespaces import DCTERMS, FOAF, RDF, SKOS
from kg.records import Person, Record
from kg.terms import Triple, iri, literal

_CLASSES = {
    AgentKind.PERSON: FOAF.Person,
    AgentKind.ORGANIZATION: FOAF.Organization,
    AgentKind.GROUP: FOAF.Group,
}


class Agents:
    """Agents by the id a finding uses, and by the name the record's structure gives.

    A translator or recipient is structure, not a finding; where its name is also that of an agent
    found in the text it is the same agent of this record.
    """

    def __init__(self, record: Record, findings: Findings, base: str) -> None:
        self._key = record.key
        self._base = base
        listed = {person.identifier: person for person in record.persons}
        self._agents = {agent.id: _as_listed(agent, listed) for agent in findings.agents}
        self._shared: dict[Triple, None] = {}
        self._by_name = {
            (agent.kind is AgentKind.PERSON, name): agent
            for agent in reversed(list(self._agents.values()))
            for name in (agent.name, *agent.names)
        }

    def term(self, agent_id: str) -> str:
        """Return the term of a found agent.

        Raises:
            ValueError: no agent of the findings has that id.
        """
        if agent_id not in self._agents:
            raise ValueError(f"{self._key}: a finding names the unknown agent {agent_id!r}")
        return iri(iris.agent(self._key, self._agents[agent_id], self._base))

    def label(self, agent_id: str) -> str:
        """Return the name of a found agent."""
        return self._agents[agent_id].name

    def named(self, name: str, kind: AgentKind) -> str:
        """Return the term of the agent of this record called *name*, adding it if it is new."""
        person = kind is AgentKind.PERSON
        agent = self._by_name.get((person, name))
        if agent is None:
            agent = Agent(id=self._free_id(name), kind=kind, name=name, names=(name,))
            self._agents[agent.id] = self._by_name[(person, name)] = agent
        return iri(iris.agent(self._key, agent, self._base))

    def describe(self, triples: Iterable[Triple]) -> None:
        """Take in the description of what many records share: an archive, a unit of it, a place.

        It stands once in the graph of agents, not in the graph of every record that names it: a
        query over the union of graphs would meet it as often.
        """
        self._shared.update(dict.fromkeys(triples))

    def triples(self) -> list[Triple]:
        """Return the description of every agent."""
        triples = [triple for agent in self._agents.values() for triple in self._describe(agent)]
        return [*triples, *self._shared]

    def _free_id(self, name: str) -> str:
        candidate, count = name, 1
        while candidate in self._agents:
            count += 1
            candidate = f"{name}~{count}"
        return candidate

    def _describe(self, agent: Agent) -> list[Triple]:
        node = iri(iris.agent(self._key, agent, self._base))
        triples = [
            (node, iri(RDF.type), iri(_CLASSES[agent.kind])),
            (node, iri(SKOS.prefLabel), literal(agent.name)),
        ]
        triples += [
            (node, iri(SKOS.altLabel), literal(name))
            for name in sorted(set(agent.names) - {agent.name})
        ]
        triples += [(node, iri(DCTERMS.identifier), literal(i)) for i in agent.identifiers]
        if agent.description:
            triples.append((node, iri(SKOS.note), literal(agent.description)))
        return triples


def _as_listed(agent: Agent, listed: Mapping[str, Person]) -> Agent:
    """Return *agent* under the name of its source's own list of persons.

    So that every record of a volume calls the person by one preferred label, and keeps the name
    as it was written there beside it.
    """
    if agent.kind is AgentKind.GROUP and agent.authority and agent.identifiers:
        # "[Unknown person(s)]" has an authority's id and is somebody else in every record.
        agent = replace(agent, authority=None)
    person = next((listed[i] for i in agent.identifiers if i in listed), None)
    if person is None:
        return agent
    return replace(
        agent,
        name=direct_order(person.name),
        names=(agent.name, *agent.names, person.name, *person.variants),
        description=agent.description or person.description,
    )
