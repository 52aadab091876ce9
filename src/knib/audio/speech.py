"""A sound file that somebody spoke, made into what a voice gives."""

from knib.audio.clip import Clip
from knib.audio.resample import resample
from knib.audio.trim import trim
from knib.audio.wav import is_wav, read_wav


def speech(data: bytes) -> Clip:
    """Read a sound file, take its silent edges off, and give it at 24 kHz.

    Args:
        data: WAV of any kind; or, where PyAV is installed, any common format.

    Returns:
        The sound; no samples at all when everything is silence.

    Raises:
        SoundError: it is no sound file, it is damaged or cut off, or PyAV is needed and not installed.
    """
    if is_wav(data):
        return resample(trim(read_wav(data)))
    from knib.audio.formats import decode  # which knows more than a WAV needs

    return resample(trim(decode(data)))
