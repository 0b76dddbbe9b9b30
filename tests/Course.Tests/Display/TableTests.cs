using Course.Display;
using Xunit;

namespace Course.Tests.Display;

public class TableTests
{
    private static readonly Table _table = Table.Of("Time <per> call", ["who", "time (µs)"], ["mine", 12.3456789], ["library", 3]);

    [Fact]
    public void In_words_columns_line_up() =>
        Assert.Equal("Time <per> call\nwho      time (µs)\nmine        12.346\nlibrary          3", _table.Forms[1].Value);

    [Fact]
    public void In_html_words_are_escaped_and_headers_have_a_scope()
    {
        Assert.Contains("<caption>Time &lt;per&gt; call</caption>", _table.Forms[0].Value, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"col\">who</th>", _table.Forms[0].Value, StringComparison.Ordinal);
        Assert.Contains("<td style=\"text-align:right\">12.346</td>", _table.Forms[0].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_is_too_short_is_named() =>
        Assert.StartsWith("Table: row 1 has 1 cells under 2 headers.", Assert.Throws<ArgumentException>(() => Table.Of("t", ["a", "b"], [1, 2], [1])).Message, StringComparison.Ordinal);
}
