"""The files of departments: all of them, one of them, one year, one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts.api import addresses, figures, shapes
from scripts.api.addresses import FOLDER, file, schema_of
from scripts.api.left_out import not_updated
from scripts.blocks import relative
from scripts.files import File
from scripts.package import Row, Table
from scripts.pages import BudgetYear, Site
from scripts.schema import Column, stored

Fields = dict[str, object]
"""The fields of an object by name, before they are tried on the shape that they are to have."""


def files(site: Site) -> Iterator[File]:
    """The list of departments; a file for each, for each of its years, for each table of these."""
    path = f"{FOLDER}/departments.json"
    listed = []
    for slug, years in site.departments.items():
        fields = {
            **_body(years[0]),
            "address": relative(addresses.department(slug), path),
            "years": [_in_short(year, path) for year in years],
        }
        listed.append(shapes.BodyListed.model_validate(fields))
    whole = shapes.Departments(
        schema_address=schema_of("departments", path),
        departments=listed,
        not_updated=not_updated(site),
    )
    yield file(path, whole)

    for slug, years in site.departments.items():
        yield _department(years, not_updated(site, slug))
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
    disclosure = year.package.disclosure
    return {
        "period": year.package.period,
        "year": disclosure.year,
        "phase": disclosure.phase,
        "total": figures.total(year, year.overview.total, "amount", path),
        "address": relative(addresses.year(year.package.slug, year.package.period), path),
        "page": relative(year.address(), path),
    }


def _department(years: Sequence[BudgetYear], left_out: list[shapes.NotUpdated]) -> File:
    newest = years[0]
    path = addresses.department(newest.package.slug)
    fields: Fields = {
        "$schema": schema_of("department", path),
        **_body(newest),
        "page": relative(f"departments/{newest.package.slug}/index.html", path),
        "years": [{**_in_short(year, path), **_summed(year, path)} for year in years],
        "not_updated": left_out,
    }
    return file(path, shapes.Department.model_validate(fields))


def _summed(year: BudgetYear, path: str) -> Fields:
    """The package of a year, its totals, and how many of its equations hold."""
    overview, sound = year.overview, year.soundness
    return {
        "package": relative(f"{year.package.path}/datapackage.json", path),
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
    package = year.package
    path = addresses.year(package.slug, package.period)
    public = [
        shapes.PublicItem(
            name=item.name,
            published=stored(item.figure),
            unit=item.amount_unit,
            line=item.line,
            level=item.level,
            total=item.total,
        )
        for item in year.overview.three_public
    ]
    sources = package.sources
    fields: Fields = {
        "$schema": schema_of("year", path),
        **_body(year),
        "period": package.period,
        "year": package.disclosure.year,
        "phase": package.disclosure.phase,
        "title": package.title,
        "page": relative(year.address(), path),
        "sources": [shapes.Source.model_validate(own, from_attributes=True) for own in sources],
        **_summed(year, path),
        "three_public": public,
        "corrections": len(package.corrections),
        "tables": [_in_tables(year, table, path) for table in package.tables.values()],
    }
    return file(path, shapes.DepartmentYear.model_validate(fields))


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
        address=relative(addresses.table(package.slug, package.period, table.name), path),
        csv=relative(f"{package.path}/data/{table.name}.csv", path),
    )


# A table


def _table(year: BudgetYear, table: Table) -> File:
    package = year.package
    path = addresses.table(package.slug, package.period, table.name)
    # Every row tells the others in fields of its own.
    columns = [column for column in table.columns if column.name not in figures.PLACED]
    told = [
        shapes.Column(
            name=column.name,
            title=column.title,
            meaning=column.meaning,
            figure=column.is_value,
            measure=column.coordinates and column.coordinates.measure,
        )
        for column in columns
    ]
    document = shapes.Rows(
        schema_address=schema_of("table", path),
        slug=package.slug,
        period=package.period,
        table=table.name,
        title=table.title,
        status=table.status,
        unit=table.amount_unit,
        columns=told,
        rows=[_row(row, columns) for row in table.rows],
    )
    return file(path, document)


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
