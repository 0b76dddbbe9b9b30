"""Drives the kernel with Jupyter's own client. Usage: protocol.py <command of the kernel...>. Ends with 0 when every row holds."""
import json, os, subprocess, sys, tempfile, time
from jupyter_client import BlockingKernelClient
from jupyter_client.connect import write_connection_file

path, _ = write_connection_file(os.path.join(tempfile.mkdtemp(), "connection.json"))
kernel = subprocess.Popen(sys.argv[1:] + [path])
client = BlockingKernelClient(connection_file=path)
client.load_connection_file()
client.start_channels()


def outputs(msg_id):
    """The messages of one request on iopub, up to its idle."""
    found = []
    while True:
        message = client.get_iopub_msg(timeout=30)
        if message["parent_header"].get("msg_id") != msg_id:
            continue
        found.append((message["msg_type"], message["content"]))
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            return found


def reply(msg_id):
    while True:
        message = client.get_shell_msg(timeout=30)
        if message["parent_header"].get("msg_id") == msg_id:
            return message["content"]


def run(code, **options):
    msg_id = client.execute(code, **options)
    return reply(msg_id), outputs(msg_id)


def text(found):
    return "".join(content["text"] for kind, content in found if kind == "stream")


def check(row, holds, seen=None):
    print(("ok    " if holds else "WRONG ") + row, "" if holds else seen, flush=True)
    if not holds:
        raise SystemExit(1)


try:
    client.kernel_info()
    client.get_shell_msg(timeout=30)
    time.sleep(0.5)   # the subscription to iopub is asynchronous
    info = reply(client.kernel_info())
    check("kernel_info names csharp", info["language_info"]["name"] == "csharp" and info["protocol_version"] == "5.4", info)

    answer, found = run("1 + 1")
    values = [content["data"]["text/plain"] for kind, content in found if kind == "execute_result"]
    check("a cell's value is shown", answer["status"] == "ok" and answer["execution_count"] == 1 and values == ["2"], (answer, found))
    check("busy comes first and idle last", found[0][1].get("execution_state") == "busy" and found[1][0] == "execute_input", found)

    answer, found = run('int x = 20; Console.WriteLine("hello");')
    check("text is streamed", text(found) == "hello\n", found)

    answer, found = run("x", silent=True)
    check("a silent cell shows nothing and is not counted", [kind for kind, _ in found] == ["status", "status"], found)

    client.session.key = b"wrong"
    client.execute("x = 99;")
    client.session.key = json.load(open(path))["key"].encode()
    answer, found = run("x")
    check("a wrong signature is dropped", any(c.get("data", {}).get("text/plain") == "20" for _, c in found), found)

    ids = [client.execute(code) for code in ('System.Threading.Thread.Sleep(500); throw new Exception("boom");', "x = 77;", "x = 78;")]
    answers = [reply(i) for i in ids]
    check("cells queued after an error are aborted", [a["status"] for a in answers] == ["error", "aborted", "aborted"], answers)
    outputs(ids[-1])

    msg_id = client.execute("while (true) { }")
    time.sleep(1)
    begin = time.monotonic()
    client.control_channel.send(client.session.msg("interrupt_request", {}))
    answer = reply(msg_id)
    check(f"an endless loop is interrupted ({(time.monotonic() - begin) * 1000:.0f} ms)", answer["status"] == "error" and time.monotonic() - begin < 5, answer)
    check("interrupt_request has its reply", client.get_control_msg(timeout=5)["msg_type"] == "interrupt_reply")
    outputs(msg_id)
    answer, found = run("x")
    check("state is kept after an interrupt", any(c.get("data", {}).get("text/plain") == "20" for _, c in found), found)

    msg_id = client.execute("Console.ReadLine()", allow_stdin=True)
    asked = client.get_stdin_msg(timeout=10)
    client.input("from stdin")
    reply(msg_id)
    found = outputs(msg_id)
    check("ReadLine asks the front end", asked["msg_type"] == "input_request" and any("from stdin" in str(c.get("data")) for _, c in found), found)

    client.shell_channel.send(client.session.msg("nonsense_request", {}))
    check("an unknown request gets an error", client.get_shell_msg(timeout=5)["content"]["status"] == "error")
    history = reply(client.history(hist_access_type="tail", n=1))["history"]
    check("history has the last cell", history[0][2] == "Console.ReadLine()", history)
    client.hb_channel.unpause()
    time.sleep(0.5)
    check("the heartbeat answers", client.hb_channel.is_beating())

    client.shutdown()
    check("shutdown ends the process", kernel.wait(timeout=10) == 0)
finally:
    client.stop_channels()
    if kernel.poll() is None:
        kernel.kill()
