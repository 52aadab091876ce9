"""Dataclasses whose functions are written when they are first called.

Python's own writes and compiles up to nine functions for each class the moment it is defined: 0.8 ms, and a render
defines 86. These are its dataclasses in all that a user of them sees (fields, `replace`, `asdict`, matching), but what
every class can share is shared, and the rest is written and compiled when it is called, `__init__` when it is called
often. To a type checker they are Python's own. What Knib does not use (`order`, `InitVar`, `init=False`) is not here.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    T = TypeVar("T")

    def dataclass(*, frozen: bool = False, kw_only: bool = False, slots: bool = False) -> Callable[[type[T]], type[T]]:
        """Make a class of values as `dataclasses.dataclass` does, with its functions to come."""

        def made(bare: type[T]) -> type[T]:
            own = set(vars(bare))
            cls = dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=kw_only, slots=slots)(bare)
            written = {"__init__": _frozen_init if frozen else _init, "__eq__": _eq, "__hash__": _hash}
            functions = {name: _to_come(cls, name, source) for name, source in written.items()}
            functions["__init__"] = _seldom(cls, functions["__init__"], object.__setattr__ if frozen else setattr)
            functions |= {"__repr__": _repr} | (_FROZEN if frozen else {"__hash__": None})
            for name in functions.keys() - own:
                setattr(cls, name, functions[name])
            return cls

        return made


Field = dataclasses.Field[Any]
Source = Callable[[type, dict[str, Any]], str]
"""Writes a function of a class, and adds what it must know."""


def _to_come(cls: type, name: str, source: Source) -> Callable[..., Any]:
    """Stand in for a function of a class until it is called."""

    def stand_in(*given: Any, **named: Any) -> Any:  # noqa: ANN401 -- whatever the function takes and gives
        known: dict[str, Any] = {}
        exec(source(cls, known), known)  # noqa: S102 -- of the names of a class's own fields
        known[name].__qualname__ = f"{cls.__qualname__}.{name}"
        setattr(cls, name, known[name])
        return known[name](*given, **named)

    return stand_in


OFTEN: Final = 12
"""So many values of a class are made without its own `__init__`, which takes longer to write than they do to fill."""


def _seldom(cls: type, init: Callable[..., None], put: Callable[[Any, str, Any], None]) -> Callable[..., None]:
    """Stand in for an `__init__` until it is called often, or wrongly: its own words tell best what is wrong."""
    calls, after = 0, hasattr(cls, "__post_init__")

    def stand_in(self: Any, *given: Any, **named: Any) -> None:  # noqa: ANN401 -- as above
        nonlocal calls
        calls += 1
        values = None if calls > OFTEN or after else _filled(dataclasses.fields(cls), given, named)
        if values is None:
            init(self, *given, **named)
            return
        for name, value in values.items():
            put(self, name, value)

    return stand_in


def _filled(fields: tuple[Field, ...], given: tuple[Any, ...], named: dict[str, Any]) -> dict[str, Any] | None:
    """Give each field its value; nothing where a value is missing, unknown or given twice."""
    values = dict(zip((field.name for field in fields if not field.kw_only), given, strict=False)) | named
    if len(values) < len(given) + len(named):
        return None
    for field in fields:
        if field.name not in values:
            if field.default is not dataclasses.MISSING:
                values[field.name] = field.default
            elif field.default_factory is not dataclasses.MISSING:
                values[field.name] = field.default_factory()
            else:
                return None
    return values if len(values) == len(fields) else None


def _init(cls: type, known: dict[str, Any], put: str = "self.{} = {}") -> str:
    places, named, lines = ["self"], list[str](), ["pass"]
    for field in dataclasses.fields(cls):
        name = value = parameter = field.name
        if field.default is not dataclasses.MISSING:
            known[f"default_{name}"] = field.default
            parameter = f"{name}=default_{name}"
        elif field.default_factory is not dataclasses.MISSING:
            known |= {f"make_{name}": field.default_factory, "missing": dataclasses.MISSING}
            parameter, value = f"{name}=missing", f"make_{name}() if {name} is missing else {name}"
        (named if field.kw_only else places).append(parameter)
        lines.append(put.format(name, value))
    parameters = ", ".join([*places, *(["*", *named] if named else [])])
    return f"def __init__({parameters}):\n  " + "\n  ".join(lines)


def _frozen_init(cls: type, known: dict[str, Any]) -> str:
    found = {field.name: getattr(cls, field.name, None) for field in dataclasses.fields(cls)}
    slots = {name: slot for name, slot in found.items() if isinstance(slot, MemberDescriptorType)}
    if len(slots) == len(found):
        known |= {f"put_{name}": slot.__set__ for name, slot in slots.items()}  # a quarter quicker
        return _init(cls, known, "put_{}(self, {})")
    known["put"] = object.__setattr__
    return _init(cls, known, "put(self, '{}', {})")


def _eq(cls: type, _: object) -> str:
    compared = [field.name for field in dataclasses.fields(cls) if field.compare]
    same = f"{_values('self', compared)} == {_values('other', compared)}"
    return f"def __eq__(self, other):\n  return {same} if other.__class__ is self.__class__ else NotImplemented"


def _hash(cls: type, _: object) -> str:
    fields = dataclasses.fields(cls)
    counted = [field.name for field in fields if (field.compare if field.hash is None else field.hash)]
    return f"def __hash__(self):\n  return hash({_values('self', counted)})"


def _values(of: str, names: Iterable[str]) -> str:
    return f"({''.join(f'{of}.{name}, ' for name in names)})"


def _repr(self: Any) -> str:  # noqa: ANN401 -- a value of any of these classes, as below
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(_: object, name: str, *__: object) -> NoReturn:
    message = f"cannot change field {name!r}: make another value with `replace`"
    raise dataclasses.FrozenInstanceError(message)


def _state(self: Any) -> list[Any]:  # noqa: ANN401
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:  # noqa: ANN401
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


_FROZEN: Final[Mapping[str, Callable[..., Any]]] = {
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__getstate__": _state,
    "__setstate__": _restore,
}
"""What every value that does not change does alike; to be copied, it must be filled past its own guard."""
