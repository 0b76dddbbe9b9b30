namespace Course.Cli.Doctor;

/// <summary>Where Jupyter front ends look for the kernels of this user.</summary>
internal static class JupyterData
{
    /// <summary><c>JUPYTER_DATA_DIR</c>, else the platform's place.</summary>
    /// <remarks>https://docs.jupyter.org/en/latest/use/jupyter-directories.html</remarks>
    public static string Folder
    {
        get
        {
            if (Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR") is { Length: > 0 } set) return set;
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            if (OperatingSystem.IsWindows()) return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter");
            if (OperatingSystem.IsMacOS()) return Path.Combine(home, "Library", "Jupyter");
            return Path.Combine(Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data ? data : Path.Combine(home, ".local", "share"), "jupyter");
        }
    }
}
