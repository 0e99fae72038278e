"""Submissions that take what they can. Limits stop each of them. Run them in the sandbox only."""

from bad_submissions.case import Case, below, cases, own_cell, solutions

POOL2D = "def pool2d(feature_maps, pool_size, stride=None, mode='max'):\n    "
LOST = ("pool2d",)
MARKER = "98765.4321"  # seconds that processes sleep which must not outlive their kernel; the test looks for them

# The huge text closes the grader's connection; on the next one the kernel sends a malformed message.
NONSENSE = """
kernel = get_ipython().kernel
def answer(socket, identities, parent):
    socket.send_multipart([*identities, b"<IDS|MSG>", b"no", b"message"])
kernel.shell_handlers["kernel_info_request"] = answer
print("x" * (100 << 20))
"""

FORKS = f"""
import os, time
for _ in range(200):
    try:
        if os.fork() == 0:
            time.sleep({MARKER})
    except OSError:
        pass
time.sleep(3)
"""

DAEMON = f"""
import os, signal, subprocess
if os.fork() == 0:
    os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    subprocess.Popen(["sleep", "{MARKER}"], start_new_session=True)
    os._exit(0)
subprocess.Popen(["sh", "-c", "trap '' TERM HUP; sleep {MARKER}"], start_new_session=True)
"""

KILLS = """
import os, signal
for target in (os.getppid(), 1, -1, 0):
    for number in (signal.SIGTERM, signal.SIGSTOP, signal.SIGKILL):
        if target not in (0, -1):
            try:
                os.kill(target, number)
            except OSError:
                pass
"""

KILLS_ALL = """
import os, signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.kill(-1, signal.SIGTERM)
"""

SLOWS_DOWN = """
import os, resource
for target in (os.getppid(), 1):
    for harm in (lambda: resource.prlimit(target, resource.RLIMIT_CPU, (1, 1)),
                 lambda: resource.prlimit(target, resource.RLIMIT_NOFILE, (0, 0)),
                 lambda: os.setpriority(os.PRIO_PROCESS, target, 19),
                 lambda: os.setpriority(os.PRIO_USER, 0, 19),
                 lambda: os.sched_setaffinity(target, {0}),
                 lambda: os.sched_setscheduler(target, os.SCHED_IDLE, os.sched_param(0))):
        try:
            harm()
            print("harmed", target)
        except OSError:
            pass
"""

SHARED_MEMORY = """
import mmap, time
flags = mmap.MAP_SHARED | mmap.MAP_ANONYMOUS | mmap.MAP_POPULATE
memory = [mmap.mmap(-1, 256 << 20, flags=flags) for _ in range(12)]  # in one piece, nothing could stop it half-way
time.sleep(5)
"""

FILES_IN_MEMORY = """
import os
files = []
for _ in range(40):
    files.append(os.memfd_create("a"))
    os.write(files[-1], b"x" * (15 << 20))
import time; time.sleep(3)
"""

FILLS_DISK = """
import time
for number in range(20):
    with open(f"file{number}", "wb") as file:
        file.write(b"x" * (15 << 20))
time.sleep(3)
"""

FILLS_DISK_UNSEEN = """
import os, time
files = []
for number in range(20):
    files.append(open("unseen", "wb"))
    os.remove("unseen")
    files[-1].write(b"x" * (15 << 20))
    files[-1].flush()
time.sleep(3)
"""

TINY_FILES = """
import os, time
os.mkdir("many")
for number in range(30_000):
    open(f"many/{number}", "w").close()
time.sleep(3)
"""

DEAF = """
import time
while True:
    try:
        while True:
            time.sleep(1)
    except KeyboardInterrupt:
        pass
"""

CASES: list[Case] = cases(
    "resources",
    [
        ("loops_in_a_cell", own_cell("while True: pass"), (), ("stopped after",)),
        ("loops_in_a_solution", below("pool2d", "while True: pass"), (), ("pool2d: stopped after",)),
        ("loops_deaf_to_interrupts", own_cell(DEAF), (), ("could not be stopped",)),
        ("sleeps", own_cell("import time; time.sleep(1000)"), (), ("stopped after",)),
        ("stops_itself", own_cell("import os, signal; os.kill(os.getpid(), signal.SIGSTOP)"), (),
         ("could not be stopped",)),
        ("ends_itself_in_a_cell", own_cell("import os; os._exit(0)"), (), ("the kernel died",)),
        ("ends_itself_in_a_solution", below("pool2d", "import os; os._exit(0)"), LOST, ("the kernel died",)),
        ("ends_itself_when_asked", solutions(pool2d="import os\n" + POOL2D + "os._exit(0)"), LOST,
         ("the kernel died",)),
        ("ends_itself_in_three_tasks", solutions(
            output_size="import os\ndef output_size(*a, **k): os._exit(0)",
            conv2d="def conv2d(*a, **k): os._exit(0)", pool2d="def pool2d(*a, **k): os.abort()"),
         ("output_size", "conv2d", "pool2d"), ("the kernel died",)),
        ("ends_itself_the_second_time", own_cell(
            "import os\nif os.path.exists('twice'): os._exit(0)\nopen('twice', 'w').close()",
            pool2d="def pool2d(*a, **k): os._exit(0)"), LOST, ("the kernel died",)),
        ("crashes_in_c", own_cell("import ctypes; ctypes.string_at(0)"), (), ("the kernel died",)),
        ("takes_too_much_memory", own_cell("np.ones(1 << 32)"), (), ("no more memory",)),
        ("takes_too_much_memory_when_asked", solutions(pool2d=POOL2D + "return np.ones(1 << 32)"), LOST,
         ("raised MemoryError", "memory")),
        ("takes_too_much_shared_memory", own_cell(SHARED_MEMORY), (), ("bytes of memory",)),
        ("takes_too_many_files_in_memory", own_cell(FILES_IN_MEMORY), (), ("bytes of disk",)),
        ("fills_the_disk", own_cell(FILLS_DISK), (), ("bytes of disk",)),
        ("fills_the_disk_unseen", own_cell(FILLS_DISK_UNSEEN), (), ("bytes of disk",)),
        ("fills_the_disk_with_tiny_files", own_cell(TINY_FILES), (), ("bytes of disk",)),
        ("writes_too_large_a_file", own_cell("open('large', 'wb').write(bytes(30 << 20))"), (), ("a file is larger",)),
        ("opens_too_many_files", own_cell("files = [open('a', 'w') for _ in range(5000)]\n", "receptive_field"), (),
         ("too many open files",)),
        ("forks", own_cell(FORKS), (), ("processes at a time",)),
        ("starts_threads", own_cell(
            "import threading, time\n"
            "for _ in range(150): threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()",
            "receptive_field")),
        ("leaves_daemons", own_cell(DAEMON)),
        ("kills_its_parents", own_cell(KILLS), (), (), ()),
        ("kills_all_it_can", own_cell(KILLS_ALL), ()),
        ("slows_down_its_parents", own_cell(SLOWS_DOWN), (), (), ("harmed ",)),
        ("prints_without_end", own_cell("while True: print('x' * 10_000)"), (), ("too much output", "stopped after")),
        ("prints_one_huge_text", own_cell("print('x' * (100 << 20))"), (), ("too much output",)),
        ("answers_nonsense_after_one_huge_text", own_cell(NONSENSE), (), ("too much output",)),
        ("displays_without_end", own_cell(
            "from IPython.display import display, HTML\nwhile True: display(HTML('x' * 1000))"), (),
         ("too much output",)),
        ("recurses_without_end", solutions(conv3d="def conv3d(*both):\n    return conv3d(*both)"), ("conv3d",),
         ("RecursionError",)),
        # What it could not send yet may fill its memory before its time is up: a slow grader sees a MemoryError.
        ("prints_huge_texts_without_end", own_cell("import sys\nwhile True: sys.stderr.write('x' * 1_000_000)"), (),
         ("too much output",)),
    ],
)  # fmt: skip
