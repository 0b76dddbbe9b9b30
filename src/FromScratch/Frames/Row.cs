namespace FromScratch.Frames;

/// <summary>One row of a frame, to be asked for its values by column name.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Index">The row's number, from 0.</param>
public readonly record struct Row(Frame Frame, int Index)
{
    /// <summary>The value of a column; null where it is missing.</summary>
    public object? this[string column] => Frame[column].Value(Index);

    /// <summary>Whether the value of a column is missing.</summary>
    public bool IsNull(string column) => Frame[column].IsNull(Index);

    /// <summary>The value of a column of a known type.</summary>
    /// <exception cref="InvalidOperationException">The value is missing, or the column is of another type.</exception>
    public T Get<T>(string column)
        where T : notnull => Frame.Get<T>(column)[Index];
}
