"""The live socket: who may hold one, what it gets, in which order (docs/live.md).

`standing` says who is at the other end and what they may see, `messages` turns events into text,
`feed` reads events once for all sockets of this process, `outbox` keeps a slow reader from slowing
others, `inbound` bounds what clients send. `notifications_app.consumers` puts them together.
"""
