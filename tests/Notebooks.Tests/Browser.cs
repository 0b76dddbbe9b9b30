using System.Diagnostics;

namespace Notebooks.Tests;

/// <summary>Programs of this machine that tests look at notebooks with: Jupyter's converter and a browser. Where one is missing a test is skipped and says so; in CI it fails.</summary>
internal static class Browser
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(150);
    private static readonly string[] _pythons = ["/usr/bin/python3", "python3", "python"];   // a python of one's own comes first on the PATH and lacks what the system's has

    private static readonly string[] _browsers =
    [
        "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
        .. new[] { Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86 }.Select(Environment.GetFolderPath)
            .SelectMany(programs => new[] { Path.Combine(programs, "Google", "Chrome", "Application", "chrome.exe"), Path.Combine(programs, "Microsoft", "Edge", "Application", "msedge.exe") }),
    ];

    /// <summary>The page that Jupyter's converter makes of a notebook.</summary>
    public static async Task<string> ExportAsync(string notebook)
    {
        string python = await FirstAsync(_pythons, "-c", "import nbconvert") ?? Missing("python3 with nbconvert (Debian: python3-nbconvert)");
        (int exitCode, _, string errors) = await RunAsync(python, ["-m", "nbconvert", "--to", "html", "--log-level", "ERROR", notebook]);
        Assert.True(exitCode == 0, errors);
        return Path.ChangeExtension(notebook, ".html");
    }

    /// <summary>The page as it stands after its scripts have run, without a network.</summary>
    public static async Task<string> OpenAsync(string page)
    {
        string browser = await FirstAsync(_browsers, "--version") ?? Missing("Chromium or Chrome");
        string profile = Directory.CreateTempSubdirectory("browser-").FullName;
        try
        {
            (int exitCode, string dom, string errors) = await RunAsync(browser,
                ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", $"--user-data-dir={profile}", "--host-resolver-rules=MAP * ~NOTFOUND", "--window-size=1200,900", "--virtual-time-budget=20000", "--dump-dom", new Uri(page).AbsoluteUri]);
            Assert.True(exitCode == 0, errors);
            return dom;
        }
        finally
        {
            try
            {
                Directory.Delete(profile, recursive: true);
            }
            catch (IOException)
            {
                // The browser is still tidying up.
            }
        }
    }

    private static string Missing(string what)
    {
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", $"CI needs {what}.");
        Assert.Skip($"There is no {what} here.");
        return "";
    }

    private static async Task<string?> FirstAsync(string[] programs, params string[] arguments)
    {
        foreach (string program in programs.Where(program => !Path.IsPathRooted(program) || File.Exists(program)))
        {
            // Chrome on Windows prints no version and opens a window instead: that it is there is enough.
            if (OperatingSystem.IsWindows() && Path.IsPathRooted(program)) return program;
            try
            {
                if ((await RunAsync(program, arguments)).ExitCode == 0) return program;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // Not a program of this machine: the next one.
            }
        }

        return null;
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string program, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(_patience, TestContext.Current.CancellationToken);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
