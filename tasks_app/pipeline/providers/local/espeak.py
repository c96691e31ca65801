"""A program of its own: speaks text with espeak-ng and writes a WAV file.

Run as `python -P espeak.py OUTPUT`, with JSON on standard input: `[{"voice": …, "text": …}, …]`,
spoken one after the other. espeak-ng is under the GPL, so it is never loaded into our processes;
this program imports nothing of ours. Exit code 2: a voice is unknown, and which ones there are.
"""

from __future__ import annotations

import ctypes
import json
import sys
import wave
from pathlib import Path

import espeakng_loader

# speak_lib.h of espeak-ng
AUDIO_OUTPUT_SYNCHRONOUS = 2
INITIALIZE_DONT_EXIT = 1 << 15
CHARS_UTF8 = 1
PARAMETERS = {
    1: 158,  # words a minute; 175 by default, hurried for a story
    3: 46,  # pitch, 50 by default
    4: 62,  # range of the pitch, 50 by default; more is livelier
    7: 1,  # extra pause between words, in hundredths of a second
}
UNKNOWN_VOICE = 2


class Voice(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_char_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("reserved", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


HEAR = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


class UnknownVoice(Exception):
    """Names the voices there are."""


class Speaker:
    """espeak-ng with its samples collected instead of played."""

    def __init__(self) -> None:
        self.pcm = bytearray()
        self.data = Path(espeakng_loader.get_data_path())
        self.library = ctypes.CDLL(espeakng_loader.get_library_path())
        self.library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(Voice))
        self.rate: int = self.library.espeak_Initialize(
            AUDIO_OUTPUT_SYNCHRONOUS, 0, str(self.data).encode(), INITIALIZE_DONT_EXIT
        )
        # Kept on the object: the library calls it long after this line.
        self.hear = HEAR(self.heard)
        self.library.espeak_SetSynthCallback(self.hear)

    def heard(self, samples: ctypes._Pointer[ctypes.c_short], count: int, _events: int) -> int:
        if samples and count:
            self.pcm += ctypes.string_at(samples, count * 2)
        return 0

    def voices(self) -> dict[str, str]:
        """Language code in lower case -> the library's own name of the voice."""
        listed = self.library.espeak_ListVoices(None)
        found: dict[str, str] = {}
        for order in range(1000):
            if not listed[order]:
                break
            voice = listed[order].contents
            # The first byte is a priority, the code ends with a zero byte.
            found.setdefault(voice.languages[1:].decode().lower(), voice.identifier.decode())
        return found | {"en": found["en-us"], "fr": found["fr-fr"], "zh": found["cmn"]}

    def use(self, wanted: str) -> None:
        """Take the voice `language` or `language+variant`."""
        language, _, variant = wanted.partition("+")
        voices = self.voices()
        variants = sorted(path.name for path in (self.data / "voices" / "!v").iterdir())
        if language.lower() not in voices:
            raise UnknownVoice(f"There is no voice {language!r}; use {', '.join(sorted(voices))}.")
        if variant and variant not in variants:
            raise UnknownVoice(f"There is no variant {variant!r}; use {', '.join(variants)}.")
        name = voices[language.lower()] + (f"+{variant}" if variant else "")
        self.library.espeak_SetVoiceByName(name.encode())
        for parameter, value in PARAMETERS.items():
            self.library.espeak_SetParameter(parameter, value, 0)

    def speak(self, text: str) -> None:
        spoken = text.encode() + b"\0"
        self.library.espeak_Synth(
            spoken, ctypes.c_size_t(len(spoken)), 0, 1, 0, CHARS_UTF8, None, None
        )
        self.library.espeak_Synchronize()


def main(output: Path) -> int:
    speaker = Speaker()
    try:
        for part in json.load(sys.stdin):
            speaker.use(part["voice"])
            speaker.speak(part["text"])
    except UnknownVoice as fault:
        sys.stdout.write(f"{fault}\n")
        return UNKNOWN_VOICE
    with wave.open(str(output), "wb") as file:
        file.setparams((1, 2, speaker.rate, 0, "NONE", ""))
        file.writeframes(speaker.pcm)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
