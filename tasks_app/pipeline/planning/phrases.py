"""Sentences for a narrator who was given too little: English, about nothing in particular, varied.

A lead and a close make one narration of 14 to 20 words, whichever are put together.
"""

LEADS = (
    "It begins quietly, almost too quietly to notice.",
    "At first light, nothing seems out of place.",
    "Then the wind turns, and much turns with it.",
    "By noon, the whole picture has changed.",
    "Step a little closer, and listen for a moment.",
    "Far from the crowd, somebody is keeping watch.",
    "Night falls, and one lamp after another is lit.",
    "Rain comes in slowly from the hills.",
    "Years pass, and the first traces begin to fade.",
    "A door opens where there was only a wall.",
    "Nobody thought of writing this part down.",
    "Follow the river for a while, and look around.",
    "In the market, people talk of little else.",
    "Winter arrives earlier than anyone had hoped.",
    "Look at the hands that did the work.",
    "The road bends here, away from the old maps.",
    "Morning fog lifts slowly from the open fields.",
    "Every answer so far has raised another question.",
    "Somewhere in an archive, a page is turned.",
    "The sea keeps its own record of these days.",
    "Beyond the last houses, the land lies wide open.",
    "A single mistake could have ended it here.",
    "Evening light makes even plain things look golden.",
    "Under the surface, another story has been waiting.",
)

CLOSES = (
    "What follows will be remembered long after its witnesses.",
    "Small decisions begin to pull in the same direction.",
    "It is the kind of detail that changes everything else.",
    "From here on, there is no easy way back.",
    "Those who were there spoke of it for years.",
    "The pieces that seemed unrelated start to fit together.",
    "Patience, more than luck, decides what happens next.",
    "Something has shifted, even if nobody can name it yet.",
    "The old rules still stand, but no longer for long.",
    "What looks like chance was prepared a long time ago.",
    "And for the first time, the outcome is open.",
    "It takes a second look to see what matters.",
    "The people at its centre are still unaware of it.",
    "Silence can tell as much as any witness could.",
    "Whatever was certain yesterday has to be earned again.",
    "This is where the distance between then and now shrinks.",
    "Few plans survive such a day, and this one did.",
    "The cost becomes clear only when the dust has settled.",
    "Others would have turned around at exactly this point.",
    "One thread, pulled gently, moves the entire cloth.",
    "A pattern appears, and it does not let go again.",
    "Even the doubters fall quiet and begin to watch.",
    "It is a small scene with a very long shadow.",
    "Nothing about it was simple, and nothing was wasted.",
)

# `{subject}` may be a name, a plural or half a sentence: "the story of" carries all of them.
SUBJECT_CLOSES = (
    "Without such moments, there is no story of {subject}.",
    "Here, the story of {subject} takes another turn.",
    "Such moments belong to the story of {subject}.",
    "Much of the story of {subject} starts at this point.",
    "Another page in the story of {subject} is turned.",
    "This is the quiet heart of the story of {subject}.",
)

# For a sentence of the user's that is a little too short to fill its clip.
TAILS = (
    "And that is only the beginning.",
    "It would not be the last time.",
    "Remember this moment; it will return.",
    "Nothing about that was an accident.",
    "Not everybody believed it at first.",
    "The reason lies a little deeper.",
    "That alone was worth the journey.",
    "Hardly anyone noticed at the time.",
    "It is still visible today.",
    "The rest followed almost by itself.",
    "Time would prove it right.",
    "Keep that picture in mind.",
    "There was no going back now.",
    "No one had planned it so.",
    "Such things take time.",
    "The proof is still there.",
    "But there is more to it.",
    "It mattered more than it seemed.",
    "You can still feel it today.",
    "And yet, something was missing.",
)

OPENINGS = (
    "This is the story of {subject}, told from its very beginning.",
    "Let us go back to where the story of {subject} begins.",
    "To understand it, we follow the story of {subject} step by step.",
)

OPENING_TAILS = (
    "Let us begin where it all began.",
    "Come a little closer and see for yourself.",
    "The story begins earlier than most people think.",
)

CLOSINGS = (
    "And so the story of {subject} comes to rest, until somebody asks the next question.",
    "That was the story of {subject}. Thank you for watching, and for taking the time.",
    "This is where we leave the story of {subject}. Thank you for coming along.",
)

OUTROS = (
    "Thank you for watching, and see you next time.",
    "If it stayed with you, pass the story on.",
    "The next story is already waiting for you.",
)

FALLBACK_SUBJECT = "one idea"
