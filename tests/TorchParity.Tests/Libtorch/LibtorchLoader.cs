using System.Reflection;
using System.Runtime.InteropServices;

namespace TorchParity.Libtorch;

/// <summary>Loads libtorch from NuGet's folder, before TorchSharp looks for it elsewhere.</summary>
internal static class LibtorchLoader
{
    private static readonly Lock s_lock = new();
    private static bool s_loaded;

    /// <summary>Loads it once; later calls do nothing.</summary>
    /// <exception cref="DllNotFoundException">A library is missing or does not load.</exception>
    public static void Load()
    {
        lock (s_lock)
        {
            if (s_loaded) return;
            string libtorch = Native("LibtorchFolder"), bridge = Native("TorchSharpFolder");
            foreach (string name in (string[])["c10", "torch_cpu", "torch"]) NativeLibrary.Load(Path.Combine(libtorch, FileName(name)));
            LoadBridge(Path.Combine(bridge, FileName("LibTorchSharp")));
            s_loaded = true;
        }
    }

    private static void LoadBridge(string path)
    {
        if (NativeLibrary.TryLoad(path, out _)) return;
        if (!OperatingSystem.IsLinux()) throw new DllNotFoundException($"{path} does not load.");
        NativeLibrary.Load(WeakVersionNeed.PatchedCopy(path, "GLIBCXX_3.4.32"));   // an older libstdc++ than the one it was built with
    }

    private static string Native(string folder)
    {
        string root = typeof(LibtorchLoader).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(one => one.Key == folder).Value!;
        string rid = OperatingSystem.IsWindows() ? "win-x64" : OperatingSystem.IsMacOS() ? "osx-arm64" : "linux-x64";
        return Path.Combine(root, "runtimes", rid, "native");
    }

    private static string FileName(string name) => OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";
}
