"""The files of departments: all of them, one of them, one year, one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts.api import addresses, figures, shapes
from scripts.api.addresses import FOLDER, at, file, schema_of
from scripts.files import File
from scripts.package import Row, Table
from scripts.pages import BudgetYear, Site
from scripts.schema import Column, stored

Fields = dict[str, object]
"""The fields of an object by name, before they are tried on the shape that they are to have."""


def files(site: Site) -> Iterator[File]:
    """The list of departments; a file for each, for each of its years, for each table of these."""
    path = f"{FOLDER}/departments.json"
    listed = [_listed(years, path) for years in site.departments.values()]
    yield file(
        path, shapes.Departments(schema_address=schema_of("departments", path), departments=listed)
    )
    for years in site.departments.values():
        yield _department(years)
        for year in years:
            yield _year(year)
            yield from (_table(year, table) for table in year.package.tables.values())


def _body(year: BudgetYear) -> Fields:
    disclosure = year.package.disclosure
    return {
        "slug": year.package.slug,
        "name": disclosure.department,
        "level": disclosure.level,
        "code": disclosure.code,
        "parent": disclosure.parent,
        "region": disclosure.region,
    }


def _in_short(year: BudgetYear, path: str) -> Fields:
    """A year in short, for the file that stands at a path."""
    disclosure = year.package.disclosure
    return {
        "period": year.package.period,
        "year": disclosure.year,
        "phase": disclosure.phase,
        "total": figures.total(year, year.overview.total, "amount", path),
        "address": at(addresses.year(year.package.slug, year.package.period), path),
        "page": at(year.address(), path),
    }


def _listed(years: Sequence[BudgetYear], path: str) -> shapes.BodyListed:
    newest = years[0]
    address = at(addresses.department(newest.package.slug), path)
    periods = [_in_short(year, path) for year in years]
    return shapes.BodyListed.model_validate({**_body(newest), "address": address, "years": periods})


def _department(years: Sequence[BudgetYear]) -> File:
    """The file of a department: the totals of its years, newest first."""
    newest = years[0]
    path = addresses.department(newest.package.slug)
    fields: Fields = {
        "$schema": schema_of("department", path),
        **_body(newest),
        "page": at(f"departments/{newest.package.slug}/index.html", path),
        "years": [{**_in_short(year, path), **_summed(year, path)} for year in years],
    }
    return file(path, shapes.Department.model_validate(fields))


def _summed(year: BudgetYear, path: str) -> Fields:
    """The package of a year, its totals, and how many of its equations hold."""
    overview, sound = year.overview, year.soundness
    return {
        "package": at(f"{year.package.path}/datapackage.json", path),
        "totals": shapes.Totals(
            income=figures.total(year, overview.income, "amount", path),
            expenditure=figures.total(year, overview.expenditure, "amount", path),
            basic=figures.total(year, overview.basic, "basic", path),
            project=figures.total(year, overview.project, "project", path),
        ),
        "soundness": shapes.Soundness(
            # Keys of v1 stay as they are: programs read them by name.
            held=sound.passing,
            failed=sound.failing,
            untold=sound.undecided,
        ),
    }


def _year(year: BudgetYear) -> File:
    """The file of a department's year.

    Its documents, its totals, where the rows of its tables are.
    """
    package = year.package
    path = addresses.year(package.slug, package.period)
    fields: Fields = {
        "$schema": schema_of("year", path),
        **_body(year),
        "period": package.period,
        "year": package.disclosure.year,
        "phase": package.disclosure.phase,
        "title": package.title,
        "page": at(year.address(), path),
        "sources": [
            shapes.Source.model_validate(source, from_attributes=True) for source in package.sources
        ],
        **_summed(year, path),
        "three_public": list(_three_public(year)),
        "corrections": len(package.corrections),
        "tables": [_in_tables(year, table, path) for table in package.tables.values()],
    }
    return file(path, shapes.DepartmentYear.model_validate(fields))


def _three_public(year: BudgetYear) -> Iterator[shapes.PublicItem]:
    for item in year.overview.three_public:
        yield shapes.PublicItem(
            name=item.name,
            published=stored(item.figure),
            unit=item.amount_unit,
            line=item.line,
            level=item.level,
            total=item.total,
        )


def _in_tables(year: BudgetYear, table: Table, path: str) -> shapes.TableListed:
    package = year.package
    return shapes.TableListed(
        name=table.name,
        kind=table.kind.name,
        title=table.title,
        published_title=table.published_title,
        status=table.status,
        statement=table.statement,
        unit=table.amount_unit,
        rows=len(table.rows),
        address=at(addresses.table(package.slug, package.period, table.name), path),
        csv=at(f"{package.path}/data/{table.name}.csv", path),
    )


# A table


def _table(year: BudgetYear, table: Table) -> File:
    """The file of a table: its columns, and its rows as published."""
    package = year.package
    path = addresses.table(package.slug, package.period, table.name)
    # Every row tells the others in fields of its own.
    columns = [column for column in table.columns if column.name not in figures.PLACED]
    document = shapes.Rows(
        schema_address=schema_of("table", path),
        slug=package.slug,
        period=package.period,
        table=table.name,
        title=table.title,
        status=table.status,
        unit=table.amount_unit,
        columns=[_column(column) for column in columns],
        rows=[_row(row, columns) for row in table.rows],
    )
    return file(path, document)


def _column(column: Column) -> shapes.Column:
    measure = None
    if column.coordinates is not None:
        measure = column.coordinates.measure
    return shapes.Column(
        name=column.name,
        title=column.title,
        meaning=column.meaning,
        figure=column.is_value,
        measure=measure,
    )


def _row(row: Row, columns: Sequence[Column]) -> shapes.Row:
    position = None
    if row["position"]:
        position = int(row["position"])
    return shapes.Row(
        line=row["line"],
        # null and not "": by its schema a line is ten letters.
        parent=row["parent"] or None,
        list=row["list"],
        position=position,
        role=row["role"],
        texts=figures.texts(row, columns),
        # Blanks as well: a blank figure is a statement, a blank word is none.
        figures={name: stored(figure) for name, figure in row.figures.items()},
        place=figures.place(row),
    )
