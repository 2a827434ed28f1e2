"""Short and pet forms of English given names, and the names they stand for. A table only."""

_TABLE = """
al: albert alfred alan allen alexander
alec: alexander
alex: alexander aleksandr
andy: andrew
art: arthur
ben: benjamin
bert: albert herbert robert
bill: william
bob: robert
brad: bradley
bud: william
charlie: charles
chip: charles
chris: christopher
chuck: charles
cy: cyrus
dan: daniel
dave: david
dean: deane
dick: richard
don: donald
doug: douglas
ed: edward edwin edmund
fred: frederick alfred
gene: eugene
george: georg
gerry: gerald gerard
greg: gregory
hal: harold henry
hank: henry
harry: harold henry
herb: herbert
ike: dwight
jack: john
jake: jacob
jerry: gerald jerome jeremiah
jim: james
jimmy: james
joe: joseph
johnny: john
josh: joshua
ken: kenneth
larry: lawrence laurence
len: leonard
les: leslie lester
lew: lewis llewellyn
lou: louis
marty: martin
matt: matthew
max: maxwell maximilian
mel: melvin
mickey: michael
mike: michael
mort: morton
ned: edward
nick: nicholas
norm: norman
pat: patrick
pete: peter
phil: philip phillip
ray: raymond
rich: richard
rick: richard
rob: robert
rod: rodney
ron: ronald
russ: russell
sam: samuel
sandy: alexander
sid: sidney
spike: maurice
stan: stanley
steve: steven stephen
stu: stuart
ted: theodore edward
terry: terence
tim: timothy
tom: thomas
tony: anthony
vic: victor
walt: walter
win: winston winthrop
"""


def _read() -> dict[str, frozenset[str]]:
    rows = (line.partition(":") for line in _TABLE.strip().split("\n"))
    return {short: frozenset(names.split()) for short, _, names in rows}


NICKNAMES = _read()
