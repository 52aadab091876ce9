"""A voice for Piper of one kilobyte, written byte by byte: the real loading code, phonemes and ONNX Runtime speak it.

Every phoneme sounds for 30 ms as a tone of its own, and its noise is as loud as it is told to be. As in a voice made by
VITS, the input is phonemes and three scales: of the noise, of the length and of the noise in the lengths.

The bytes are those of `onnx.proto3` (ONNX 1.15: IR version 8, opset 15), in Protocol Buffers' wire format: a field is
its number and kind, then a varint (kind 0) or a length and as many bytes (kind 2).
"""

import json
import struct
from pathlib import Path
from typing import Any, Final

RATE: Final = 22_050
_SAMPLES_A_PHONEME: Final = 660.0  # 30 ms
_STEP: Final = 0.02  # radians a sample, times the phoneme's number: 70 Hz for the first, 11 kHz for the last

FLOAT, INT64 = 1, 7  # TensorProto.DataType

PHONEMES: Final = "_^$ !'(),-.:;?abcdefghijklmnopqrstuvwxyzæçðøħŋœɐɑɒɔəɛɡɪʁʊʌʔˈˌːεʏɕʋ\u0303\u030a\u0329\u032f\u031d"


def varint(number: int) -> bytes:
    """Seven bits a byte, the lowest first, the eighth set on all but the last."""
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + varint(rest) if rest else bytes([low])


def number(field: int, value: int) -> bytes:
    return varint(field << 3) + varint(value)


def piece(field: int, value: bytes | str) -> bytes:
    data = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | 2) + varint(len(data)) + data


def node(kind: str, inputs: str, output: str, attributes: bytes = b"") -> bytes:
    """NodeProto: input = 1, output = 2, op_type = 4, attribute = 5."""
    told = b"".join(piece(1, name) for name in inputs.split()) + piece(2, output) + piece(4, kind)
    return told + (piece(5, attributes) if attributes else b"")


def whole(name: str, value: int) -> bytes:
    """AttributeProto: name = 1, i = 3, type = 20 (2 is INT)."""
    return piece(1, name) + number(3, value) + number(20, 2)


def constant(name: str, kind: int, data: bytes, *shape: int) -> bytes:
    """TensorProto: dims = 1, data_type = 2, name = 8, raw_data = 9."""
    return b"".join(number(1, size) for size in shape) + number(2, kind) + piece(8, name) + piece(9, data)


def value(name: str, kind: int, *shape: str | int) -> bytes:
    """ValueInfoProto: name = 1, type = 2; in it tensor_type = 1 with elem_type = 1 and shape = 2, of dims = 1."""
    dims = b"".join(piece(1, number(1, d) if isinstance(d, int) else piece(2, d)) for d in shape)
    return piece(1, name) + piece(2, piece(1, number(1, kind) + piece(2, dims)))


def floats(*numbers: float) -> bytes:
    return struct.pack(f"<{len(numbers)}f", *numbers)


def integers(*numbers: int) -> bytes:
    return struct.pack(f"<{len(numbers)}q", *numbers)


def model(loudness: float = 0.25) -> bytes:
    """ModelProto: ir_version = 1, graph = 7, opset_import = 8 (version = 2).

    The graph in a line: loudness * sin(phoneme * step * (0, 1, 2, ... 660 * length scale)) + noise scale * noise.
    """
    nodes = [
        node("Gather", "scales one", "length_scale"),
        node("Mul", "length_scale samples", "length"),
        node("Range", "none length each", "time"),
        node("Mul", "time step", "radians"),
        node("Cast", "input", "phonemes", whole("to", FLOAT)),
        node("Unsqueeze", "phonemes last", "column"),
        node("Mul", "column radians", "angles"),
        node("Sin", "angles", "waves"),
        node("Mul", "waves loudness", "tones"),
        node("Gather", "scales zero", "noise_scale"),
        node("RandomNormalLike", "tones", "random"),
        node("Mul", "random noise_scale", "noise"),
        node("Add", "tones noise", "heard"),
        node("Reshape", "heard shape", "output"),
    ]
    constants = [
        constant("zero", INT64, integers(0)),
        constant("one", INT64, integers(1)),
        constant("samples", FLOAT, floats(_SAMPLES_A_PHONEME)),
        constant("none", FLOAT, floats(0)),
        constant("each", FLOAT, floats(1)),
        constant("step", FLOAT, floats(_STEP)),
        constant("last", INT64, integers(2), 1),
        constant("loudness", FLOAT, floats(loudness)),
        constant("shape", INT64, integers(1, 1, 1, -1), 4),
    ]
    # GraphProto: node = 1, name = 2, initializer = 5, input = 11, output = 12
    graph = b"".join(piece(1, it) for it in nodes) + piece(2, "tiny") + b"".join(piece(5, it) for it in constants)
    graph += piece(11, value("input", INT64, "batch", "phonemes"))
    graph += piece(11, value("input_lengths", INT64, "batch"))
    graph += piece(11, value("scales", FLOAT, 3))
    graph += piece(12, value("output", FLOAT, 1, 1, 1, "time"))
    return number(1, 8) + piece(7, graph) + piece(8, number(2, 15))


def phoneme_ids(phonemes: str) -> dict[str, list[int]]:
    """Number the phonemes; what pads, begins and ends a sentence is 0, which is silent."""
    return {phoneme: [0 if phoneme in "_^$" else place] for place, phoneme in enumerate(phonemes)}


def config() -> dict[str, Any]:
    """What stands beside the model, as in the voices of Piper's own."""
    return {
        "audio": {"sample_rate": RATE},
        "espeak": {"voice": "da"},
        "inference": {"noise_scale": 0.667, "length_scale": 1, "noise_w": 0.8},
        "phoneme_type": "espeak",
        "num_symbols": 256,
        "num_speakers": 1,
        "phoneme_id_map": phoneme_ids(PHONEMES),
    }


def put(folder: Path, name: str = "tiny", **changed: object) -> Path:
    """Put the voice in a folder, some of its configuration changed; gives the path of its model."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.onnx"
    path.write_bytes(model())
    path.with_name(f"{name}.onnx.json").write_text(json.dumps({**config(), **changed}), encoding="utf-8")
    return path
