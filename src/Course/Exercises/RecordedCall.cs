namespace Course;

/// <summary>A call of the learner's code: what it was given, and what it returned. Its words are made when they are asked for: most calls are right.</summary>
internal sealed class RecordedCall(string function, Signature signature, Snapshot[] arguments)
{
    /// <summary>Whether it returned.</summary>
    public bool Returned { get; private set; }

    /// <summary>What it returned.</summary>
    public object? Result { get; private set; }

    /// <summary>The function's name.</summary>
    public string Function => function;

    /// <summary>As it would be written: <c>Norm([3, 4], p = 2)</c>.</summary>
    public string Text => $"{function}({string.Join(", ", arguments.Select((argument, i) => signature.Parameters[i].IsOut ? $"out {signature.Parameters[i].Name}" : Named(argument.Text, signature.Parameters[i].Name!)))})";

    /// <summary>Notes what the call returned.</summary>
    public void Return(object? result) => (Returned, Result) = (true, result);

    private string Named(string value, string name) => value.StartsWith('[') || arguments.Length == 1 ? value : $"{name} = {value}";
}
