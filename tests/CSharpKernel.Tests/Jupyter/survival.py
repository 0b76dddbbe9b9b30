"""What a learner's code may do to its process, and what must still stand after it. Usage: survival.py <command of the kernel...>."""
import os, signal, subprocess, sys, time
from kernel import Kernel, check, finish, gone, text

kernel = Kernel(sys.argv[1:])
client, run, value = kernel.client, kernel.run, kernel.value


def lost(row, code=None, said="", act=None):
    """A cell that ends its process: says so, loses the state, aborts what waits, and the next cell runs in a fresh process."""
    run("var kept = 5;")
    ids = [client.execute(code, allow_stdin=False, stop_on_error=False), client.execute("1 + 1", stop_on_error=False)]
    if act:
        act()
    answers = [kernel.reply(i) for i in ids]
    found = kernel.outputs(ids[0])
    kernel.outputs(ids[1])
    message = "\n".join(answers[0].get("traceback", []))
    check(f"{row}: the cell says what happened", answers[0]["status"] == "error" and said in message and "Lost with it" in message, answers[0])
    check(f"{row}: what waited is aborted", answers[1]["status"] == "aborted", answers[1])
    check(f"{row}: one error, one idle", [k for k, _ in found].count("error") == 1, found)
    check(f"{row}: a fresh process runs the next cell, without the state", value("1 + 2") == "3" and value("kept") == "CompileError")


def kept(row, holds, seen=None):
    check(row, holds, seen)
    check(f"{row}: state kept", value("state") == "17", value("state"))


try:
    run("int state = 17;")
    for name, code in (("endless loop", "while (true) { }"), ("sleep", "Thread.Sleep(60_000);"), ("a loop that catches everything", "while (true) { try { Thread.Sleep(10); } catch { } }"),
                       ("Parallel.For", "Parallel.For(0, int.MaxValue, i => { Thread.SpinWait(1000); });"),
                       ("Parallel.For of one call", "Parallel.For(0, int.MaxValue, i => Thread.SpinWait(1000));"),
                       ("a query", "Enumerable.Repeat(2.0, int.MaxValue).Select(x => Math.Sqrt(x)).Sum() + Enumerable.Repeat(2.0, int.MaxValue).Sum(x => x * 0.5)")):
        answer, took = kernel.interrupt_after(code)
        # By itself it would end in a minute at the earliest; how fast an interrupt is, the benchmark says.
        kept(f"interrupt: {name} ({took:.0f} ms)", answer["status"] == "error" and took < 10_000, answer)

    answer, found = run("int Deeper(int n) => Deeper(n + 1) + 1; Deeper(0)")
    kept("stack overflow", answer["status"] == "error", answer)
    answer, found = run("Environment.Exit(3);")
    kept("Environment.Exit", answer["status"] == "error" or "Exit" in text(found), (answer, found))
    answer, found = run('Environment.FailFast("no more");')
    kept("Environment.FailFast", answer["status"] == "error" and "no more" in str(answer), answer)
    answer, found = run('new Thread(() => throw new Exception("in the background")).Start(); Thread.Sleep(300);')
    kept("exception on a background thread", "in the background" in text(found) + str(answer), (answer, found))
    answer, found = run("Console.ReadLine() ?? \"nobody\"")
    kept("ReadLine without stdin", "input" in text(found) + str(answer), (answer, found))
    answer, found = run("for (int i = 0; i < 20 * 1024; i++) Console.WriteLine(new string((char)('a' + i % 26), 1023));")
    pieces = [content["text"] for kind, content in found if kind == "stream"]
    kept(f"20 MB of output, whole ({len(pieces)} messages)", len("".join(pieces)) == 20 * 1024 * 1024 and len(pieces) <= 2000, (len(pieces), len("".join(pieces))))
    answer, found = run("var hoard = new List<byte[]>(); while (true) { var b = new byte[200_000_000]; hoard.Add(b); }")
    said = answer["status"] == "error" and "memory" in str(answer).lower()
    check(f"a cell that allocates without end is refused ({answer.get('ename')})", said, answer)
    run("hoard = null; GC.Collect();")
    check("and the next cell runs", value("6 * 7") == "42")

    lost("kill -9", "Thread.Sleep(20_000);", "killed from outside", lambda: (time.sleep(0.7), [os.kill(w, signal.SIGKILL) for w in kernel.workers()]))
    lost("native crash", "System.Runtime.InteropServices.Marshal.WriteByte((nint)0x123456789, 1);", "memory")
    lost("FailFast out of the compiler's sight", 'typeof(Environment).GetMethod("FailFast", [typeof(string)]).Invoke(null, ["no more"]);', "no more")

    run("int again = 1;")
    for worker in kernel.workers():
        os.kill(worker, signal.SIGKILL)
    time.sleep(1)
    answer, found = run("again")
    check("death between two cells is told by the next", answer["status"] == "error" and "was not run" in answer["evalue"], answer)
    check("and the one after it runs", value("3 + 4") == "7")
    check("ends in order", kernel.end() == 0)
finally:
    kernel.kill()


def starter(body):
    """Runs a process that starts a kernel, and says its number and its worker's."""
    return subprocess.Popen([sys.executable, "-c", body, *sys.argv[1:]], stdout=subprocess.PIPE, text=True,
                            env={**os.environ, "PYTHONPATH": os.path.dirname(os.path.abspath(__file__))})


parent = starter("""
import os, sys, time
os.environ["JPY_PARENT_PID"] = str(os.getpid())
from kernel import Kernel
kernel = Kernel(sys.argv[1:])
print("numbers", kernel.process.pid, *kernel.workers(), flush=True)
time.sleep(60)
""")
line = next(line for line in parent.stdout if line.startswith("numbers"))
numbers = [int(n) for n in line.split()[1:]]
parent.kill()
parent.wait()
check("kernel and worker end with the front end's process", len(numbers) == 2 and gone(numbers), numbers)

kernel = Kernel(sys.argv[1:])
client = kernel.client
workers = kernel.workers()
client.execute("while (true) { }")
time.sleep(1)
kernel.kill()
check("a busy worker ends with a kernel that was killed", workers and gone(workers), workers)
finish()
