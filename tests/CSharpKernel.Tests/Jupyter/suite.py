"""Jupyter's own tests of kernels (jupyter_kernel_test). Usage: suite.py <command of the kernel...>."""
import json, os, sys, tempfile, unittest

folder = os.path.join(tempfile.mkdtemp(prefix="jupyter data "), "kernels", "csharp")
os.makedirs(folder)
json.dump({"argv": sys.argv[1:] + ["{connection_file}"], "display_name": "C#", "language": "csharp", "interrupt_mode": "message"}, open(os.path.join(folder, "kernel.json"), "w"))
os.environ["JUPYTER_DATA_DIR"] = os.path.dirname(os.path.dirname(folder))
import jupyter_kernel_test


class CSharp(jupyter_kernel_test.KernelTests):
    kernel_name = "csharp"
    language_name = "csharp"
    file_extension = ".cs"
    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("test");'
    completion_samples = [{"text": "Console.WriteL", "matches": {"WriteLine"}}, {"text": "Math.Sq", "matches": {"Sqrt"}}]
    complete_code_samples = ["1", "int x = 1;", 'Console.WriteLine("hello");', "int Twice(int x) => 2 * x;", "// only a comment"]
    incomplete_code_samples = ["int Twice(int x) {", "if (true) {", "Console.WriteLine(", "/* open"]
    invalid_code_samples = ["int = ;", "class { }}", "foreach int x"]
    code_generate_error = 'throw new Exception("boom");'
    code_execute_result = [{"code": "1 + 2 + 3", "result": "6"}, {"code": "Enumerable.Range(1, 4).Sum()", "result": "10"}, {"code": '"a" + "b"', "result": "ab"}]
    code_display_data = [{"code": 'display("shown");', "mime": "text/plain"}, {"code": 'display(HTML("<b>x</b>"));', "mime": "text/html"}]
    code_history_pattern = "1 + 2*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Console.WriteLine"
    code_clear_output = "ClearOutput();"


unittest.main(argv=["suite.py", "-v"])
