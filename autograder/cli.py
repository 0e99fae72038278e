"""The command line: `autograder --help`."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from autograder.cohorts.plain import count, plain
from autograder.errors import AutograderError, CourseError
from autograder.importing import no_garbage
from convnets.datasets.sources import DatasetError

console = Console(emoji=False)  # ":cat:" in a name or text of a student is no picture of a cat
errors = Console(stderr=True, emoji=False)

INTERRUPTED = {
    "collect": "each folder in submitted/ is whole, or as it was; the same command does the rest",
    "grade": "what was graded so far is in the gradebook; the same command continues from there (with --force, it "
    "grades all again)",
    "regrade": "what was graded so far is in the gradebook; the same command does the rest",
    "feedback": "what was made so far stays; the same command makes the rest (with --force, all again)",
}

# Each command imports what it needs when it runs: nbgrader alone takes seconds, and help should not.


class _Reported(click.Group):
    """Shows an error that the user can fix as one line, not as a traceback; ends with exit code 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            what = INTERRUPTED.get(ctx.invoked_subcommand or "", "give the same command again")
            errors.print(f"interrupted: {what}", soft_wrap=True)
            sys.exit(130)
        except (AutograderError, DatasetError) as error:
            errors.print(f"[bold red]error:[/] {plain(str(error))}", soft_wrap=True)
            sys.exit(1)


@click.group(cls=_Reported, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Build, grade and explain the exercises of a course folder (the one with nbgrader_config.py).

    A first round: 'autograder build', hand out release/, 'autograder collect EXERCISE DOWNLOAD' (or put what comes
    back into submitted/STUDENT/EXERCISE/EXERCISE.ipynb), 'autograder grade EXERCISE', 'autograder report EXERCISE',
    mark the written answers in the formgrader, 'autograder feedback EXERCISE', then 'autograder return EXERCISE'.
    """


@main.command("build")
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option("--check", is_flag=True, help="Only say what is stale; exit code 1 if anything is.")
@click.option("--force", is_flag=True, help="Also build what is not stale, and execute each solution.")
def build_command(exercises: Sequence[str], check: bool, force: bool) -> None:
    """Make release/, solutions/ and docs/marking-guide.md from source/.

    Without a name, those of all exercises. A solution is executed only if its code has changed.
    """
    from autograder.authoring import build, checks, marking_guide
    from autograder.course import Course

    course = Course.load()
    found = False
    for name in exercises or course.exercises:
        exercise = course.exercise(name)
        mistakes = checks.of_source(exercise) + checks.of_release(exercise, exercise.released)
        if mistakes:
            raise CourseError("\n".join(mistakes))
        stale = build.stale(course, exercise)
        for item in stale:
            found = True
            if check:
                console.print(f"stale: {item.path.relative_to(course.root)} {item.why}", soft_wrap=True)
        if check:
            continue
        paths = {item.path for item in stale}
        with course.locked():
            if force or build.release_path(course, exercise) in paths:
                _say_built(course.root, build.build_release(course, exercise))
            if force or build.solution_path(course, exercise) in paths:
                with console.status(f"executing the solution of {name}"):
                    path = build.build_solution(course, exercise, execute=force)
                _say_built(course.root, path)
    for path, text in [*build.pages(course), (course.root / marking_guide.PATH, marking_guide.page(course))]:
        if path.exists() and path.read_text() == text:
            continue
        found = True
        if check:
            console.print(f"stale: {path.relative_to(course.root)} differs from what source/ gives", soft_wrap=True)
        else:
            _say_built(course.root, build.write(path, text))
    if check and found:
        console.print("build it with: autograder build")
        sys.exit(1)
    if not found:
        console.print("everything that is built from source/ matches it")


def _say_built(root: Path, path: Path) -> None:
    console.print(f"built {path.relative_to(root)}", soft_wrap=True)


@main.command("bundle")
@click.option("--repository", metavar="URL", help="Where the bundle will be published: notebooks get badges for Colab.")
@click.option("--branch", default="main", show_default=True, help="The branch that will hold it.")
@click.option("--zip", "as_zip", is_flag=True, help="Also make student.zip, for the LMS.")
def bundle_command(repository: str | None, branch: str, as_zip: bool) -> None:
    """Make student/, what students get.

    It holds the notebooks, the package that they import, a list of versions that are known to work, settings of
    JupyterLab, and a README. Push it as the course's public repository, or upload the zip file.
    """
    from autograder.authoring import bundle
    from autograder.course import Course

    course = Course.load()
    published = bundle.Repository(repository.removesuffix(".git").rstrip("/"), branch) if repository else None
    with course.locked(), console.status("making the bundle"):
        folder = bundle.make(course, published)
        made = [folder, bundle.zipped(folder)] if as_zip else [folder]
    for path in made:
        _say_built(course.root, path)


@main.command("collect")
@click.argument("exercise")
@click.argument("download", type=click.Path(path_type=Path))
@click.option("--students", type=click.Path(path_type=Path), help="The LMS' list of participants, as CSV.")
@click.option(
    "--from",
    "system",
    type=click.Choice(["moodle", "canvas", "openolat", "ilias", "nbgrader", "github"]),
    help="The system, if it is not recognized.",
)
@click.option("--all", "keep_all", is_flag=True, help="Keep earlier versions too, in downloaded/EXERCISE/earlier/.")
@click.option("--force", is_flag=True, help="Replace what is in submitted/; the old folders are kept.")
@click.option("--dry-run", is_flag=True, help="Only say what would be collected.")
def collect_command(
    exercise: str, download: Path, students: Path | None, system: str | None, keep_all: bool, force: bool, dry_run: bool
) -> None:
    """Fill submitted/ from a download of Moodle, Canvas, OpenOLAT, ILIAS, GitHub Classroom or nbgrader's exchange.

    DOWNLOAD is the ZIP archive, or the folder that it unpacks to.
    """
    from autograder.course import Course
    from autograder.lms import collect, fill, participants
    from autograder.lms import download as downloads

    course = Course.load()
    name = course.exercise(exercise).name
    listed = participants.read(students) if students else None
    with course.locked(), downloads.opened(download) as opened:
        plan = collect.plan(course, name, opened, listed, system or "")
        if dry_run:
            for student, each in sorted(plan.students.items()):
                console.print(plain(f"{student}  {each.name}  {', '.join(sorted(each.files))}"), soft_wrap=True)
        else:
            done = fill.write(course, name, plan, force, keep_all)
    console.print(f"{plan.title}: {count(len(plan.students), 'submission')} of {name}")
    for note in plan.notes:
        console.print(plain(note), soft_wrap=True)
    if plan.missing:
        console.print(plain(f"handed nothing in: {', '.join(plan.missing)}"), soft_wrap=True)
    if dry_run:
        return
    counts = [(len(ids), what) for what, ids in vars(done).items() if ids]
    console.print(", ".join(f"{number} {what}" for number, what in counts) or "nothing was collected")
    if done.kept:
        console.print(
            plain(f"kept what was there (--force replaces it): {', '.join(done.kept)}"), soft_wrap=True, style="yellow"
        )
    console.print(f"listed in downloaded/{name}/{fill.LIST}", soft_wrap=True)


@main.command("grade")
@click.argument("exercises", nargs=-1, required=True, metavar="EXERCISE...")
@click.option("--students", default="*", metavar="GLOB", help="Only students whose name matches, such as 'a*'.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help="Workers on this machine (default: one per core, fewer for small cohorts).",
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="Grade on the workers of this Dask scheduler, such as tcp://host:8786."
)
@click.option("--force", is_flag=True, help="Also grade unchanged submissions.")
@click.option("--all-cells", is_flag=True, help="Execute also cells that no grade depends on, such as plots.")
def grade_command(
    exercises: Sequence[str], students: str, jobs: int | None, scheduler: str | None, force: bool, all_cells: bool
) -> None:
    """Grade the submissions in submitted/.

    Writes gradebook.db, autograded/ and records/. Unchanged submissions are skipped. Cells that no grade depends on are
    not executed: what was handed in is shown for them. Ends with exit code 1 if a submission could not be graded; all
    others are graded.
    """
    if jobs and scheduler:
        raise click.UsageError("--jobs starts workers here, --scheduler uses those of a cluster: choose one")
    with no_garbage():
        from autograder.cohorts import run
        from autograder.course import Course

    course = Course.load()
    if all_cells:
        course.config.GradeSubmission.only_needed = False
    for name in exercises:  # a misspelt one is to be known before the first is graded
        course.exercise(name)
    troubled = False
    for name in exercises:
        troubled |= run.grade(
            console, errors, course, name, pattern=students, force=force, jobs=jobs, scheduler=scheduler
        )
    sys.exit(1 if troubled else 0)


@main.command("regrade")
@click.argument("exercise")
@click.option("--students", default="*", metavar="GLOB", help="Only students whose name matches, such as 'a*'.")
@click.option("--dry-run", is_flag=True, help="Only say whose grade would change and why: write and execute nothing.")
def regrade_command(exercise: str, students: str, dry_run: bool) -> None:
    """Apply changed hidden tests, points or thresholds.

    Students' code does not run again: the answers come from the grading records. A submission is executed only if a
    hidden test asks a new question, or if its record is missing, damaged, or made under other conditions; each is named
    with the reason. Ends with exit code 1 if a submission could not be graded.
    """
    from autograder.judging.process import HiddenTestProcess

    tests = HiddenTestProcess()
    tests.start(exercise)  # imports Keras while this process imports nbgrader
    with no_garbage():
        from autograder.cohorts import run
        from autograder.course import Course

    troubled = run.regrade(console, errors, Course.load(), exercise, tests, pattern=students, dry_run=dry_run)
    sys.exit(1 if troubled else 0)


@main.command("explain")
@click.argument("exercise")
@click.argument("student")
@click.option("--questions", is_flag=True, help="Also what hidden tests asked, and what was answered.")
def explain_command(exercise: str, student: str, questions: bool) -> None:
    """Explain a grade: points, reasons and repairs."""
    from autograder.cohorts.explain import explain
    from autograder.cohorts.older_grade import another_was_handed_in
    from autograder.course import Course
    from autograder.errors import RecordUnusable
    from autograder.grading.record import GradingRecord
    from autograder.nbgrader_plugin import failure
    from autograder.nbgrader_plugin.standing import standings

    course = Course.load()
    command = f"autograder grade {exercise} --students {shlex.quote(student)}"
    try:
        record = GradingRecord.load(course.root, course.exercise(exercise).name, student)
    except FileNotFoundError:
        raise CourseError(f"{student} has no grading record for {exercise}: grade first with {command}") from None
    except RecordUnusable as error:
        raise CourseError(f"{student} in {exercise}: {error}: grade again with {command}") from None
    explain(
        record,
        console,
        failure.of(course.root, exercise, student),
        standing=standings(course, course.exercise(exercise), student).get(student),
        another_was_handed_in=another_was_handed_in(course, record),
    )
    if questions:
        from autograder.report.answers import print_all

        print_all(course.root, record, console)


@main.command("report")
@click.argument("exercise")
@click.option(
    "--recheck", type=click.IntRange(1), metavar="N", help="Execute N submissions again: are the verdicts the same?"
)
def report_command(exercise: str, recheck: int | None) -> None:
    """Write what a lecturer wants to know of a graded cohort into reports/EXERCISE.html.

    The page says who needs you, how the class did, which mistakes are common, how good each hidden test is and which
    may be wrong, and why each student lost points. It is one file that loads nothing. The terminal shows the short
    form, with suspected cheating and exceeded limits. None of this has changed a score.
    """
    with no_garbage():
        from autograder.course import Course
        from autograder.report.make import make

    make(console, errors, Course.load(), exercise, again=recheck or 0)


@main.command("feedback")
@click.argument("exercise")
@click.option("--students", default="*", metavar="GLOB", help="Only students whose name matches, such as 'a*'.")
@click.option("--force", is_flag=True, help="Also make feedback that is not older than the grade.")
def feedback_command(exercise: str, students: str, force: bool) -> None:
    """Make the feedback that is missing or older than the grade.

    Writes feedback/STUDENT/EXERCISE/EXERCISE.html, as 'nbgrader generate_feedback' does. A score or comment that you
    gave in the formgrader counts too. Ends with exit code 1 if some could not be made; all others are made.
    """
    with no_garbage():
        from autograder.cohorts import feedback
        from autograder.course import Course

    troubled = feedback.make(console, errors, Course.load(), exercise, pattern=students, force=force)
    sys.exit(1 if troubled else 0)


@main.command("return")
@click.argument("exercise")
@click.option("--to", "system", required=True, type=click.Choice(["moodle", "canvas", "openolat", "ilias"]))
@click.option(
    "--list", "listed", type=click.Path(path_type=Path), help="Moodle's grading worksheet or Canvas' gradebook (CSV)."
)
@click.option("--column", default="", help="Canvas: a part of the assignment's name.")
@click.option("--scale", is_flag=True, help="Turn points into those of the LMS, if its maximum is another one.")
@click.option("--unmarked", is_flag=True, help="Also return grades in which a written answer is not marked yet.")
def return_command(exercise: str, system: str, listed: Path | None, column: str, scale: bool, unmarked: bool) -> None:
    """Write grades and feedback in the form that an LMS imports, into returned/EXERCISE/.

    Feedback that is older than the grade is made again first.
    """
    from autograder.cohorts import feedback
    from autograder.course import Course
    from autograder.lms import grades, returned

    course = Course.load()
    with course.locked():
        given = grades.load(course, course.exercise(exercise), unmarked)
        old = given.old_pages()
    if old:  # for example since a score was changed in the formgrader after it was made
        feedback.make(console, errors, course, exercise, only=old)
    with course.locked():
        given = grades.load(course, course.exercise(exercise), unmarked)
        made = returned.write(given, system, listed, column, scale)
    for note in made.notes:
        console.print(plain(note), soft_wrap=True)
    for path in made.files:
        console.print(f"made {path.relative_to(course.root)}", soft_wrap=True)


@main.command("forget")
@click.argument("student")
@click.option("--yes", is_flag=True, help="Delete it; without this, only say what would be deleted.")
def forget_command(student: str, yes: bool) -> None:
    """Delete all that the course folder stores about a student.

    STUDENT is the id: the name of the folder in submitted/. Files of all students that can be made again are deleted
    too. At the end you see which files still name the student.
    """
    from autograder.cohorts import forget
    from autograder.course import Course

    course = Course.load()
    with course.locked():
        stored = forget.find(course, student)
        for path in (*stored.folders, *stored.files):
            console.print(plain(str(path.relative_to(course.root))), soft_wrap=True)
        for path in stored.lists:
            console.print(plain(f"{path.relative_to(course.root)}: one line"), soft_wrap=True)
        if stored.exercises is not None:
            exercises = ", ".join(stored.exercises) or "no submission"
            console.print(plain(f"gradebook: {student} ({exercises})"), soft_wrap=True)
        if not yes:
            console.print("nothing was deleted: add --yes to delete this")
            return
        for note in forget.delete(course, stored):
            console.print(plain(note), soft_wrap=True, style="yellow")
        console.print("deleted. Yours to delete: downloads, uploads, backups, and nbgrader's exchange")
        for path in forget.still_named(course, student):
            console.print(plain(f"still named in {path}"), soft_wrap=True, style="yellow")


@main.command("viva")
@click.argument("exercise")
@click.argument("student", default="")
@click.option("--students", metavar="GLOB", help="All students whose name matches, such as '*'.")
@click.option("--seed", default=0, show_default=True, help="Another number chooses other questions.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Workers on this machine (default: one per core).")
def viva_command(exercise: str, student: str, students: str | None, seed: int, jobs: int | None) -> None:
    """Write five questions about a student's own code, for a talk of five minutes.

    Each question shows a place of their solution with one change, and asks what would happen. The changed code was
    executed: the lecturer's side says what did happen. Writes viva/EXERCISE/STUDENT.html, to be printed on two sides;
    for several students also viva/EXERCISE.html, with all of them.
    """
    if bool(student) == (students is not None):
        raise click.UsageError("name one STUDENT, or several by --students GLOB")
    with no_garbage():
        from autograder.course import Course
        from autograder.viva.run import viva

    sys.exit(1 if viva(console, errors, Course.load(), exercise, student, students, seed=seed, jobs=jobs) else 0)


@main.command("mutate")
@click.argument("exercise")
@click.option("--max", "most", type=click.IntRange(1), metavar="N", help="Grade only N mutants, chosen at random.")
@click.option("--seed", default=0, show_default=True, help="Of this choice.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Workers on this machine (default: one per core).")
@click.option("--mutant", metavar="NAME", help="Show this mutant, and what the hidden tests say of it.")
@click.option("--equivalent", metavar="REASON", help="With --mutant: it is right by the text, for this reason.")
def mutate_command(
    exercise: str, most: int | None, seed: int, jobs: int | None, mutant: str | None, equivalent: str | None
) -> None:
    """Find mistakes that no hidden test notices.

    Each mutant is the reference solution with one small change. Prints how many the hidden tests catch, for each task
    and each test, and shows the others. A mutant that is right by the text is listed, with the reason, in
    autograder/hidden_tests/EXERCISE/equivalent_mutants.toml. Ends with exit code 1 if a mutant is neither caught nor
    listed, or if the list is wrong.
    """
    if equivalent is not None and mutant is None:
        raise click.UsageError("--equivalent needs the name of a --mutant")
    with no_garbage():
        from autograder.course import Course
        from autograder.mutation import run

    course = Course.load()
    if mutant is None:
        sys.exit(1 if run.mutate(console, errors, course, exercise, most=most, seed=seed, jobs=jobs) else 0)
    if equivalent is None:
        run.show(console, course, exercise, mutant)
    else:
        run.list_as_equivalent(console, course, exercise, mutant, equivalent)


@main.command("calibrate")
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option("--seeds", default=20, show_default=True, type=click.IntRange(1), help="Seeds for the reference.")
def calibrate_command(exercises: Sequence[str], seeds: int) -> None:
    """Measure and save the thresholds of hidden tests.

    The reference is measured over all seeds, over the first few also with two threads, and each wrong solution that a
    threshold has to catch over three. Set CONVNETS_DATA to measure on real data, CONVNETS_DATA=sample on sample data.
    """
    from autograder.authoring.calibration import calibrate
    from autograder.authoring.calibration_table import calibration_table
    from autograder.course import Course
    from autograder.judging import thresholds

    course = Course.load()
    for name in exercises or course.exercises:
        exercise = course.exercise(name)
        with course.locked(), console.status("measuring") as status:
            measured = calibrate(course, exercise, seeds, status.update)
        if not measured:
            console.print(f"{name} has no thresholds")
            continue
        console.print(calibration_table(exercise, measured))
        path = thresholds.path_of(name)
        shown = path.relative_to(course.root) if path.is_relative_to(course.root) else path
        console.print(f"written to {shown}", soft_wrap=True)


@main.command("demo")
@click.option("--folder", type=click.Path(path_type=Path), help="The course folder to make (default: demo/).")
def demo_command(folder: Path | None) -> None:
    """Grade a small cohort on the sample data.

    It hands in right, different, wrong, untouched and broken notebooks.
    """
    with no_garbage():
        from autograder.demo import run

    sys.exit(run(console, errors, folder))
