using Course.Charts;
using Xunit;

namespace Course.Tests.Charts;

public class SignificantTests
{
    [Theory]
    [InlineData(2509, 3, "2510"), InlineData(1234567, 2, "1200000"), InlineData(12345678, 3, "1.23e7"), InlineData(0.000123, 2, "0.00012"), InlineData(-1e-6, 5, "-1e-6")]
    [InlineData(3e200, 5, "3e200"), InlineData(-0.0, 5, "0"), InlineData(double.NaN, 5, "NaN"), InlineData(1.0 / 3, 5, "0.33333"), InlineData(99999.6, 5, "100000")]
    public void Numbers_are_written_as_people_write_them(double value, int digits, string text) => Assert.Equal(text, Significant.Text(value, digits));
}
