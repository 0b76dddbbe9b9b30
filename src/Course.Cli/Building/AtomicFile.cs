using System.Text;

namespace Course.Cli.Building;

/// <summary>Writes files so that a reader, or a machine that stops in the middle, sees the old one or the new one, never half of one.</summary>
internal static class AtomicFile
{
    /// <summary>Writes text beside the file, then puts it in its place.</summary>
    public static void Write(string path, string text)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        string draft = Path.Combine(folder, $".{Path.GetFileName(path)}.{Environment.ProcessId}.{Guid.NewGuid():N}");
        try
        {
            using (var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Copies a file beside its target, then puts it in its place.</summary>
    public static void Copy(string source, string path)
    {
        string draft = $"{path}.{Environment.ProcessId}.new";
        try
        {
            File.Copy(source, draft, overwrite: true);
            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
