namespace Course.Cli.Notebooks;

/// <summary>A file is not a notebook that can be read. The message says where it breaks and what to do.</summary>
internal sealed class NotebookException(string message) : Exception(message);
