"""Every message of the protocol, driven by Jupyter's own client. Usage: protocol.py <command of the kernel...>."""
import json, os, signal, socket, sys, time
import zmq
from kernel import Kernel, check, finish, gone, text

kernel = Kernel(sys.argv[1:])
client = kernel.client
run, reply, outputs, value = kernel.run, kernel.reply, kernel.outputs, kernel.value
try:
    info = reply(client.kernel_info())
    check("kernel_info names csharp and 5.4", info["language_info"]["name"] == "csharp" and info["language_info"]["file_extension"] == ".cs"
          and info["protocol_version"] == "5.4", info)

    # execute
    answer, found = run("1 + 1")
    values = [content["data"]["text/plain"] for kind, content in found if kind == "execute_result"]
    check("a cell's value is shown", answer["status"] == "ok" and answer["execution_count"] == 1 and values == ["2"], (answer, found))
    check("busy comes first and idle last", found[0][1].get("execution_state") == "busy" and found[1][0] == "execute_input", found)
    answer, found = run('int x = 20; Console.WriteLine("hello"); Console.Error.WriteLine("oops");')
    check("text is streamed, each stream apart", text(found, "stdout") == "hello\n" and text(found, "stderr") == "oops\n", found)
    answer, found = run("x", silent=True)
    check("a silent cell shows nothing and is not counted", [kind for kind, _ in found] == ["status", "status"] and answer["execution_count"] == 3, (answer, found))
    answer, found = run("x", store_history=False)
    check("a cell without history is not counted", answer["execution_count"] == 3 and run("x")[0]["execution_count"] == 3, answer)
    answer, found = run("var y = x + 1;", user_expressions={"good": "y * 2", "bad": "nothing"})
    expressions = answer["user_expressions"]
    check("user expressions have values and errors", expressions["good"]["data"]["text/plain"] == "42" and expressions["bad"]["status"] == "error", answer)
    answer, found = run('throw new InvalidOperationException("boom");')
    errors = [content for kind, content in found if kind == "error"]
    check("an error names its type, on iopub and in the reply", answer["ename"] == "System.InvalidOperationException" and answer["evalue"] == "boom"
          and len(errors) == 1 and errors[0]["traceback"], (answer, found))

    # aborting
    ids = [client.execute(code) for code in ('System.Threading.Thread.Sleep(300); throw new Exception("boom");', "x = 77;", "x = 78;")]
    answers = [reply(i) for i in ids]
    check("cells queued after an error are aborted", [a["status"] for a in answers] == ["error", "aborted", "aborted"], answers)
    outputs(ids[-1])
    ids = [client.execute('throw new Exception("at once");')] + [client.execute("x = 79;") for _ in range(5)]
    answers = [reply(i) for i in ids]
    check("cells sent along with one that fails at once are aborted", [a["status"] for a in answers] == ["error"] + ["aborted"] * 5, answers)
    found = outputs(ids[-1])
    check("an aborted cell has busy and idle", [c.get("execution_state") for _, c in found] == ["busy", "idle"], found)
    check("a cell sent after the error is run", value("x") == "20")
    ids = [client.execute(code, stop_on_error=False) for code in ('throw new Exception("boom");', "x + 1")]
    answers = [reply(i) for i in ids]
    check("without stop_on_error the next cell is run", [a["status"] for a in answers] == ["error", "ok"], answers)
    outputs(ids[-1])

    # what is wrong is dropped or answered, and ends nothing
    client.session.key = b"wrong"
    client.execute("x = 99;")
    client.session.key = kernel.key
    check("a wrong signature is dropped", value("x") == "20")
    ports = json.load(open(kernel.path))
    context = zmq.Context()
    raw = context.socket(zmq.DEALER)
    raw.connect(f"tcp://{ports['ip']}:{ports['shell_port']}")
    for frames in ([b""], [b"<IDS|MSG>"], [b"<IDS|MSG>", b"sig", b"{}"], [os.urandom(200)] * 9, [b"<IDS|MSG>", b"", b"{", b"]", b"x", b"\xff"]):
        raw.send_multipart(frames)
    def signed(*parts):
        client.session.key = kernel.key
        raw.send_multipart([b"<IDS|MSG>", client.session.sign(list(parts)), *parts])
    header = json.dumps({"msg_id": "m", "session": "s", "username": "u", "date": "yesterday", "msg_type": "execute_request", "version": "5.4"}).encode()
    for parts in ((b"[]", b"{}", b"{}", b"{}"), (b"{}", b"{}", b"{}", b"{}"), (b'{"msg_type": 7}', b"{}", b"{}", b"{}"), (header, b"null", b"{}", b"{}"),
                  (header, b"{}", b"{}", b"[" * 5000), (header, b"{}", b"{}", b'{"code": "1", "code": "2"}')):
        signed(*parts)
    for content in (b"{}", b'{"code": 5}', b'{"code": null}', b'{"code": "1", "silent": "yes"}', b'{"code": "1", "user_expressions": [1]}', b'{"code": "\\ud800"}'):
        signed(header, b"{}", b"{}", content)
    raw.close(linger=500)
    for channel in ("shell_port", "iopub_port", "control_port", "hb_port", "stdin_port"):
        with socket.create_connection((ports["ip"], ports[channel])) as wire:
            wire.sendall(b"GET / HTTP/1.1\r\n\r\n" + os.urandom(500))
    time.sleep(0.3)
    check("malformed messages end nothing", value("x") == "20")
    answer = reply(kernel.send("nonsense_request", {}))
    check("an unknown request gets an error", answer["status"] == "error", answer)
    answer = reply(kernel.send("history_request", {"hist_access_type": "nonsense"}))
    check("a wrong request gets an error", answer["status"] == "error", answer)
    answer, _ = kernel.control("debug_request", {"type": "request", "command": "initialize"})
    check("debug_request gets an error", answer["msg_type"] == "debug_reply" and answer["content"]["status"] == "error", answer)

    # display
    answer, found = run('var shown = display("one"); shown.Update("two"); ClearOutput();')
    kinds = [kind for kind, _ in found if kind not in ("status", "execute_input")]
    ids = {content["transient"]["display_id"] for kind, content in found if "display_data" in kind}
    check("display, update and clear come in order", kinds == ["display_data", "update_display_data", "clear_output"] and len(ids) == 1, found)
    answer, found = run('display(HTML("<b>bold</b>"));')
    data = [content["data"] for kind, content in found if kind == "display_data"][0]
    check("html has plain text beside it", data.get("text/html") == "<b>bold</b>" and "bold" in data["text/plain"], data)

    # language services
    answer = reply(client.complete("Console.Wri"))
    check("complete_reply has its fields", answer["status"] == "ok" and {"matches", "cursor_start", "cursor_end", "metadata"} <= set(answer), answer)
    answer = reply(client.complete('var s = "😀😀"; Console.Wri'))
    check("cursor positions count code points", (answer["cursor_start"], answer["cursor_end"]) == (22, 25), answer)
    answer = reply(client.inspect("Console.WriteLine", 12))
    check("inspect_reply has its fields", answer["status"] == "ok" and {"found", "data", "metadata"} <= set(answer), answer)
    check("is_complete answers", reply(client.is_complete("int a = 1;"))["status"] == "complete")

    # history
    for code in ("// h1", "// h2", "// h1", "40 + 2"):
        last = run(code)[0]["execution_count"]
    def history(**asked):
        return [entry[1:] for entry in reply(client.history(raw=True, **asked))["history"]]
    check("history: tail", history(hist_access_type="tail", n=2, output=False) == [[last - 1, "// h1"], [last, "40 + 2"]], history(hist_access_type="tail", n=2))
    check("history: with output", history(hist_access_type="tail", n=1, output=True) == [[last, ["40 + 2", "42"]]], history(hist_access_type="tail", n=1, output=True))
    check("history: range", history(hist_access_type="range", session=0, start=last - 2, stop=last) == [[last - 2, "// h2"], [last - 1, "// h1"]])
    check("history: search", [e[1] for e in history(hist_access_type="search", pattern="// h?")] == ["// h1", "// h2", "// h1"])
    check("history: search, unique", [e[1] for e in history(hist_access_type="search", pattern="// h*", unique=True)] == ["// h2", "// h1"])
    check("history: search, n", [e[1] for e in history(hist_access_type="search", pattern="*h*", n=1)] == ["// h1"])

    # comms
    run('Comms.Register("echo", comm => { comm.OnMessage = data => comm.Send(data); });')
    opened = kernel.send("comm_open", {"comm_id": "c1", "target_name": "echo", "data": {}})
    outputs(opened)
    sent = kernel.send("comm_msg", {"comm_id": "c1", "data": {"a": 1}})
    found = outputs(sent)
    check("a comm answers", [c["data"] for k, c in found if k == "comm_msg"] == [{"a": 1}], found)
    check("comm_info names open comms", reply(kernel.send("comm_info_request", {}))["comms"] == {"c1": {"target_name": "echo"}})
    check("comm_info filters by target", reply(kernel.send("comm_info_request", {"target_name": "other"}))["comms"] == {})
    found = outputs(kernel.send("comm_open", {"comm_id": "c2", "target_name": "nobody", "data": {}}))
    check("a comm of an unknown target is closed", [k for k, _ in found if k == "comm_close"] == ["comm_close"], found)
    outputs(kernel.send("comm_close", {"comm_id": "c1", "data": {}}))
    check("a closed comm is gone", reply(kernel.send("comm_info_request", {}))["comms"] == {})

    # stdin
    msg_id = client.execute('var answer = Console.ReadLine(); var secret = password("word? "); answer + secret', allow_stdin=True)
    asked = client.get_stdin_msg(timeout=10)
    client.input("from stdin")
    secret = client.get_stdin_msg(timeout=10)
    client.input(" and hidden")
    reply(msg_id)
    found = outputs(msg_id)
    check("ReadLine asks the front end", asked["msg_type"] == "input_request" and any("from stdin and hidden" in str(c.get("data")) for _, c in found), found)
    check("password asks for a hidden line", secret["content"] == {"prompt": "word? ", "password": True}, secret)
    msg_id = client.execute("Console.ReadLine()", allow_stdin=True)
    client.get_stdin_msg(timeout=10)
    kernel.control("interrupt_request")
    answer = reply(msg_id, timeout=5)
    check("a question can be interrupted", answer["status"] == "error", answer)
    outputs(msg_id)

    # interrupt
    answer, took = kernel.interrupt_after("while (true) { }")
    check(f"an endless loop is interrupted ({took:.0f} ms)", answer["status"] == "error", answer)
    msg_id = client.execute("while (true) { }")
    time.sleep(0.5)
    begin = time.monotonic()
    _, took = kernel.control("interrupt_request")
    check(f"interrupt_request is answered ({took:.0f} ms)", took < 5000)
    reply(msg_id)
    outputs(msg_id)
    msg_id = client.execute("while (true) { }")
    time.sleep(0.5)
    shell = kernel.send("interrupt_request", {})
    check("an interrupt on the shell channel reaches the running cell", {reply(msg_id, timeout=10)["status"]} == {"error"})
    outputs(msg_id)
    kernel.process.send_signal(signal.SIGINT)
    time.sleep(0.3)   # it would meet the next cell
    check("state is kept after interrupts and Ctrl+C", value("x") == "20")

    # subscribing
    subscriber = context.socket(zmq.SUB)
    subscriber.connect(f"tcp://{ports['ip']}:{ports['iopub_port']}")
    subscriber.subscribe(b"")
    check("iopub welcomes a subscriber", subscriber.poll(5000) and b"iopub_welcome" in b"".join(subscriber.recv_multipart()))
    subscriber.close()
    client.hb_channel.unpause()
    time.sleep(0.5)
    check("the heartbeat answers", client.hb_channel.is_beating())
    with open("/proc/net/tcp") as table:
        listening = {line.split()[1].split(":")[0] for line in table if line.split()[3] == "0A" and int(line.split()[1].split(":")[1] or "0", 16) in
                     [ports[p] for p in ports if p.endswith("_port")]}
    check("it listens on loopback only", listening == {"0100007F"}, listening)

    # shutdown
    workers = kernel.workers()
    answer, _ = kernel.control("shutdown_request", {"restart": True})
    check("shutdown is answered", answer["content"] == {"status": "ok", "restart": True}, answer)
    check("shutdown ends the process", kernel.process.wait(timeout=10) == 0)
    check("and its worker", workers and gone(workers), workers)
finally:
    kernel.kill()
finish()
