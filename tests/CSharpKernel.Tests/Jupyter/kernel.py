"""A kernel and Jupyter's own client, for the scripts beside this file. Their first arguments are the kernel's command; they end with 0 when every row holds."""
import json, os, re, subprocess, sys, tempfile, time
from jupyter_client import BlockingKernelClient
from jupyter_client.connect import write_connection_file


class Kernel:
    def __init__(self, command):
        self.path, _ = write_connection_file(os.path.join(tempfile.mkdtemp(), "connection.json"))
        self.key = json.load(open(self.path))["key"].encode()
        self.client = BlockingKernelClient(connection_file=self.path)
        self.client.load_connection_file()
        self.client.start_channels()
        self.process = subprocess.Popen(command + [self.path], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.client.kernel_info()
        self.client.get_shell_msg(timeout=30)
        time.sleep(0.3)   # the subscription to iopub is asynchronous
        self.outputs(self.client.kernel_info())
        self.client.get_shell_msg(timeout=30)

    def reply(self, msg_id, timeout=60):
        while True:
            message = self.client.get_shell_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") == msg_id:
                return message["content"]

    def control(self, kind, content=None):
        """Sends a request on the control channel and waits for its reply: the reply, and how many milliseconds it took."""
        message = self.client.session.msg(kind, content or {})
        begin = time.monotonic()
        self.client.control_channel.send(message)
        while True:
            answer = self.client.get_control_msg(timeout=10)
            if answer["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                return answer, (time.monotonic() - begin) * 1000

    def send(self, kind, content):
        message = self.client.session.msg(kind, content)
        self.client.shell_channel.send(message)
        return message["header"]["msg_id"]

    def outputs(self, msg_id, timeout=60):
        """The messages of one request on iopub, up to its idle."""
        found = []
        while True:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") != msg_id:
                continue
            found.append((message["msg_type"], message["content"]))
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return found

    def run(self, code, **options):
        options.setdefault("allow_stdin", False)
        msg_id = self.client.execute(code, **options)
        return self.reply(msg_id), self.outputs(msg_id)

    def value(self, code):
        """The plain text of a cell's value; the error's name when it fails."""
        answer, found = self.run(code)
        values = [content["data"]["text/plain"] for kind, content in found if kind == "execute_result"]
        return values[0] if values else answer.get("ename")

    def interrupt_after(self, code, seconds=0.7):
        """Interrupts a cell: its reply, and how many milliseconds that took."""
        msg_id = self.client.execute(code, allow_stdin=False)
        time.sleep(seconds)
        begin = time.monotonic()
        self.control("interrupt_request")
        answer = self.reply(msg_id, timeout=20)
        took = (time.monotonic() - begin) * 1000
        self.outputs(msg_id)
        return answer, took

    def workers(self):
        """The numbers of the processes that run the cells."""
        found = []
        for thread in os.listdir(f"/proc/{self.process.pid}/task"):
            with open(f"/proc/{self.process.pid}/task/{thread}/children") as children:
                found += [int(number) for number in children.read().split()]
        return found

    def end(self):
        self.client.shutdown()
        code = self.process.wait(timeout=15)
        self.client.stop_channels()
        return code

    def kill(self):
        self.client.stop_channels()
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def gone(processes, seconds=8):
    """Whether these processes end in that time."""
    deadline = time.monotonic() + seconds
    while [number for number in processes if os.path.exists(f"/proc/{number}")]:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


failed = []


def check(row, holds, seen=None):
    print(("ok    " if holds else "WRONG ") + row, "" if holds else re.sub(r"\s+", " ", repr(seen))[:1500], flush=True)
    if not holds:
        failed.append(row)


def text(found, name=None):
    return "".join(content["text"] for kind, content in found if kind == "stream" and name in (None, content["name"]))


def finish():
    sys.exit(1 if failed else 0)
