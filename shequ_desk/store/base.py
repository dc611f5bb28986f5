"""The mapped base class, the naming convention and the column vocabulary every slice's tables are written in.

PostgreSQL's condition of a partial index stands in its migration alone: named here it would load that dialect, 2 MB.
"""

from datetime import date, datetime
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, Date, DateTime, Integer, LargeBinary, MetaData, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, QueryableAttribute, configure_mappers, mapped_column
from sqlalchemy.types import TypeDecorator

from shequ_desk.kernel.money import Money

_NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

FROZEN: dict[str, Any] = {"info": {"frozen": True}}
"""`__table_args__` of a table that is only ever inserted into; store/guards.py turns it into triggers."""


class Base(DeclarativeBase):
    """Every table of every slice hangs on this metadata."""

    metadata = MetaData(naming_convention=_NAMING)


class FenType(TypeDecorator[Money]):
    """Money kept as integer 分."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Money | None, dialect: Dialect) -> int | None:
        return None if value is None else value.fen

    def process_result_value(self, value: int | None, dialect: Dialect) -> Money | None:
        return None if value is None else Money(value)


_Id = BigInteger().with_variant(Integer, "sqlite")

pk = Annotated[int, mapped_column(_Id, primary_key=True)]
Ref = Annotated[int, mapped_column(_Id)]
Count = Annotated[int, mapped_column(Integer)]
Flag = Annotated[bool, mapped_column()]
Fen = Annotated[Money, mapped_column(FenType)]
Day = Annotated[date, mapped_column(Date)]
Moment = Annotated[datetime, mapped_column(DateTime)]
Code = Annotated[str, mapped_column(String(64))]
Text200 = Annotated[str, mapped_column(String(200))]
LongText = Annotated[str, mapped_column(Text)]
Name = Annotated[str, mapped_column(String(50), info={"mask": "name"})]
IdNo = Annotated[str, mapped_column(String(18), info={"mask": "id"})]
Phone = Annotated[str, mapped_column(String(32), info={"mask": "phone"})]
Secret = Annotated[str, mapped_column(Text, info={"mask": "secret"})]
Json = Annotated[Any, mapped_column(JSON)]
SecretJson = Annotated[Any, mapped_column(JSON, info={"mask": "secret"})]
Bytes = Annotated[bytes, mapped_column(LargeBinary, info={"mask": "secret"})]


def prepare() -> None:
    """Link all mapped classes with their tables: in the start-up job, or the first to sign in waits for it (50 ms).

    SQLAlchemy looks there whether an attribute has listeners, and on its way makes a second, annotated copy of every
    column: told where to look, it does not (1.5 MB).
    """
    QueryableAttribute._memoized_attr__slots_dispatch = _listeners  # type: ignore[attr-defined]
    configure_mappers()


def _listeners(attribute: QueryableAttribute[Any]) -> Any:
    kind: Any = QueryableAttribute
    return kind.dispatch._for_instance(attribute)
