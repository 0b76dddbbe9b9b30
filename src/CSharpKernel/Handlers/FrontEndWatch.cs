using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CSharpKernel.Handlers;

/// <summary>Sees the process go that started the kernel: one that was killed shuts nobody down, and its kernels would stay for ever.</summary>
/// <remarks>Jupyter names it in JPY_PARENT_PID: by its number, on Windows by an inherited handle.
/// https://github.com/jupyter/jupyter_client/blob/main/jupyter_client/launcher.py</remarks>
internal static partial class FrontEndWatch
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    /// <summary>Calls <paramref name="gone"/> when the front end's process has ended. Does nothing where none is named.</summary>
    public static void Start(Action gone)
    {
        string? named = Environment.GetEnvironmentVariable("JPY_PARENT_PID");
        if (!long.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out long parent) || parent <= 1) return;
        ThreadStart? watch = OperatingSystem.IsWindows() ? () => WaitForHandle((nint)parent) : Exists(parent) ? () => WaitForNumber(parent) : null;
        if (watch is null) return;
        new Thread(() =>
        {
            watch();
            gone();
        })
        { IsBackground = true, Name = "front end" }.Start();
    }

    private static void WaitForHandle(nint handle)
    {
        using var process = new ManualResetEvent(false) { SafeWaitHandle = new SafeWaitHandle(handle, ownsHandle: false) };
        process.WaitOne();
    }

    private static void WaitForNumber(long parent)
    {
        while (Exists(parent)) Thread.Sleep(_interval);
    }

    // Signal 0 is not sent; only whether it could be is told. A process of another user exists as well.
    private static bool Exists(long process) => Signal((int)process, 0) == 0 || Marshal.GetLastPInvokeError() == NotPermitted;

    private const int NotPermitted = 1;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Signal(int process, int signal);
}
