namespace CSharpKernel.Language;

/// <summary>C#'s keywords by where they may stand.</summary>
internal static class Keywords
{
    /// <summary>The names of built-in types.</summary>
    public static IReadOnlyList<string> Types { get; } =
        ["bool", "byte", "char", "decimal", "double", "dynamic", "float", "int", "long", "nint", "nuint", "object", "sbyte", "short", "string", "uint", "ulong", "ushort", "void"];

    /// <summary>What may stand before a declaration.</summary>
    public static IReadOnlyList<string> Modifiers { get; } =
        ["abstract", "async", "class", "const", "delegate", "enum", "event", "explicit", "extern", "implicit", "interface", "internal", "operator", "override", "partial", "private",
         "protected", "public", "readonly", "record", "ref", "required", "sealed", "static", "struct", "unsafe", "virtual", "volatile"];

    /// <summary>What may stand in a statement or an expression.</summary>
    public static IReadOnlyList<string> Code { get; } =
        ["as", "await", "base", "break", "case", "catch", "checked", "continue", "default", "do", "else", "false", "finally", "fixed", "for", "foreach", "goto", "if", "in", "is", "lock",
         "nameof", "new", "not", "null", "out", "params", "return", "sizeof", "stackalloc", "switch", "this", "throw", "true", "try", "typeof", "unchecked", "using", "var", "when",
         "where", "while", "with", "yield"];
}
