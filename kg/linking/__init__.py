"""One person, one IRI: who is meant across records, and the decisions of people about it.

Listings of persons (a volume's persons list, an authority) are matched by name, office, country
and years; what stays open is a candidate, and what people decide wins over every score.
"""

from kg.linking.clustering import Candidate, Resolution, resolve
from kg.linking.listings import Listing, of_authority, of_volume

__all__ = ["Candidate", "Listing", "Resolution", "of_authority", "of_volume", "resolve"]
