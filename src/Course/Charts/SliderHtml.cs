using System.Text;

namespace Course.Charts;

/// <summary>A slider as one piece of HTML: a picture in which each position's part is there and all but one are hidden.</summary>
/// <remarks>What is the same at every position is written once. It needs no identifiers, so that many sliders stand in one page; its only script is the handler of the control itself.</remarks>
internal static class SliderHtml
{
    private const string Move = "var d=this.parentNode.parentNode,g=d.querySelectorAll('[data-at]'),i;for(i=0;i<g.length;i++)g[i].style.display=g[i].getAttribute('data-at')==this.value?'':'none';"
        + "var t=this.getAttribute('data-labels').split('|')[this.value];d.querySelector('output').textContent=t;this.setAttribute('aria-valuetext',t)";

    public static string Of(string name, string[] labels, Figure[] figures, int start, string words)
    {
        SvgParts[] parts = [.. figures.Select(FigureSvg.Parts)];
        StringBuilder svg = new();
        foreach (Func<SvgParts, string> part in new Func<SvgParts, string>[] { p => p.Title, p => p.Ground, p => p.Axes, p => p.Marks, p => p.Legend })
        {
            string[] all = [.. parts.Select(part)];
            if (all.Distinct().Count() == 1) svg.Append(all[0]);
            else
            {
                for (int i = 0; i < all.Length; i++) svg.Append(FormattableString.Invariant($"<g data-at=\"{i}\"{(i == start ? "" : " style=\"display:none\"")}>")).Append(all[i]).Append("</g>");
            }
        }

        string label = SvgCanvas.Escape(name);
        double height = parts.Max(part => part.Height);
        return FormattableString.Invariant($"<div style=\"max-width:{FigureSvg.Width}px\"><label style=\"display:flex;gap:0.6em;align-items:center;font-family:sans-serif\">{label}")
            + FormattableString.Invariant($"<input type=\"range\" min=\"0\" max=\"{figures.Length - 1}\" step=\"1\" value=\"{start}\" style=\"flex:1\" data-labels=\"{SvgCanvas.Escape(string.Join('|', labels))}\" aria-valuetext=\"{labels[start]}\" oninput=\"{Move}\">")
            + $"<output style=\"min-width:4em;font-variant-numeric:tabular-nums\">{labels[start]}</output></label>"
            + FigureSvg.Opening(height, figures[start]) + svg + "</svg>"
            + $"<details><summary>In words</summary><pre style=\"white-space:pre-wrap\">{SvgCanvas.Escape(words)}</pre></details></div>";
    }
}
