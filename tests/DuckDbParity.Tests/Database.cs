using Course.Libraries;
using DuckDB.NET.Data;
using FromScratch.Frames;

namespace DuckDbParity.Tests;

/// <summary>A database in memory that takes frames as tables, and answers with frames.</summary>
public sealed class Database : IDisposable
{
    private readonly DuckDBConnection _connection;

    public Database()
    {
        Assert.True(DuckDb.IsReady, DuckDb.Trouble);
        _connection = new DuckDBConnection("Data Source=:memory:");
        _connection.Open();
    }

    public void Dispose() => _connection.Dispose();

    /// <summary>The frame as a table with a column <c>_row</c> more, the row's number.</summary>
    public void Load(string name, Frame frame)
    {
        Do($"create or replace table {name} (_row bigint{string.Concat(frame.Columns.Select(column => $", {column.Name} {SqlType(column)}"))})");
        using DuckDBAppender appender = _connection.CreateAppender(name);
        for (int row = 0; row < frame.Count; row++)
        {
            IDuckDBAppenderRow added = appender.CreateRow().AppendValue((long)row);
            foreach (Column column in frame.Columns)
            {
                _ = column.Value(row) switch
                {
                    string words => added.AppendValue(words),
                    long whole => added.AppendValue(whole),
                    double number => added.AppendValue(number),
                    DateOnly day => added.AppendValue(day),
                    _ => added.AppendNullValue(),
                };
            }

            added.EndRow();
        }
    }

    /// <summary>The rows of a query [rows][columns], null where SQL has NULL.</summary>
    public object?[][] Ask(string sql)
    {
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        return [.. rows];
    }

    private void Do(string sql)
    {
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string SqlType(Column column) => column switch
    {
        Column<string> => "varchar",
        Column<long> => "bigint",
        Column<double> => "double",
        Column<DateOnly> => "date",
        _ => throw new ArgumentException($"{column.Type.Name} has no type in SQL here."),
    };
}
