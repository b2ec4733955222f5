// SPDX-License-Identifier: GPL-3.0-or-later
/* Bar charts as workbooks draw them. */
#include "sheets.h"

// Men and women as the GOV.UK service draws them; the palette of official statistics.
static const lxw_color_t fills[2] = {0x12436D, 0x28A197};
static const lxw_color_t label_colours[2] = {0xFFFFFF, 0x0B0C0C};

static lxw_chart_font chart_font(double size, bool bold, lxw_color_t colour)
{
    return (lxw_chart_font){.name = "Arial",
                            .size = size,
                            .bold = bold ? LXW_TRUE : LXW_EXPLICIT_FALSE,
                            .color = colour};
}

static void add_series(lxw_chart *drawn, const struct pg_book_chart *chart, int index)
{
    lxw_chart_series *series = chart_add_series(drawn, NULL, NULL);
    lxw_chart_fill fill = {.color = fills[index]};
    lxw_chart_line gap = {.color = 0xFFFFFF, .width = 1.5F};
    bool inside = chart->is_stacked;
    lxw_chart_font font = chart_font(12, false, inside ? label_colours[index] : 0x0B0C0C);

    if (series == NULL)
        return;
    chart_series_set_name(series, chart->names[index]);
    chart_series_set_categories(series, chart->data_sheet, chart->first, 0, chart->last, 0);
    chart_series_set_values(series, chart->data_sheet, chart->first, chart->columns[index],
                            chart->last, chart->columns[index]);
    chart_series_set_fill(series, &fill);
    chart_series_set_line(series, &gap);
    chart_series_set_labels(series);
    chart_series_set_labels_num_format(series,
                                       inside ? "0.0;-0.0;" : "0.0"); // no zeros inside
    chart_series_set_labels_font(series, &font);
    if (inside)
        chart_series_set_labels_position(series, LXW_CHART_LABEL_POSITION_CENTER);
}

static void style_axes(lxw_chart *drawn, const struct pg_book_chart *chart)
{
    lxw_chart_font name_font = chart_font(12, true, 0x0B0C0C);
    lxw_chart_font font = chart_font(12, false, 0x0B0C0C);

    // The library swaps the axes of bar charts: y has the categories, x the values.
    lxw_chart_line grid = {.color = 0xD9D9D9, .width = 0.75F};
    lxw_chart_axis *categories = drawn->y_axis, *values = drawn->x_axis;

    chart_axis_set_name(categories, chart->category_title);
    chart_axis_set_name_font(categories, &name_font);
    chart_axis_set_num_font(categories, &font);
    chart_axis_set_reverse(categories); // the first category at the top
    chart_axis_set_label_position(categories, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    chart_axis_set_crossing_max(categories); // so that the values stay at the bottom
    chart_axis_set_name(values, chart->axis_title);
    chart_axis_set_name_font(values, &name_font);
    chart_axis_set_num_font(values, &font);
    chart_axis_set_num_format(values, "0");
    chart_axis_major_gridlines_set_line(values, &grid);
    chart_axis_set_major_tick_mark(categories, LXW_CHART_AXIS_TICK_MARK_NONE);
    if (chart->is_stacked) {
        chart_axis_set_min(values, 0);
        chart_axis_set_max(values, 100);
    }
}

void pg_writers_sheet_chart(struct pg_sheet *sheet, const struct pg_book_chart *chart)
{
    lxw_chart *drawn = workbook_add_chart(
        sheet->book->workbook, chart->is_stacked ? LXW_CHART_BAR_STACKED : LXW_CHART_BAR);
    lxw_chart_font title_font = chart_font(14, true, 0x0B0C0C);
    lxw_chart_font font = chart_font(12, false, 0x0B0C0C);
    lxw_chart_options options = {
        .x_scale = chart->is_tall ? 2.2 : 1.8,
        .y_scale = chart->is_tall ? 1.2 + 0.11 * (double)(chart->last - chart->first) : 1.5,
        .description = (char *)chart->description};

    if (drawn == NULL || sheet->worksheet == NULL) {
        sheet->book->failed = true;
        return;
    }
    for (int i = 0; i < 2 && chart->names[i] != NULL; i++)
        add_series(drawn, chart, i);
    chart_title_set_name(drawn, chart->title);
    chart_title_set_name_font(drawn, &title_font);
    style_axes(drawn, chart);
    chart_set_series_gap(drawn, 60);
    if (chart->names[1] == NULL)
        chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
    else
        chart_legend_set_position(drawn, LXW_CHART_LEGEND_TOP);
    chart_legend_set_font(drawn, &font);
    if (worksheet_insert_chart_opt(sheet->worksheet, sheet->row, 0, drawn, &options) !=
        LXW_NO_ERROR)
        sheet->book->failed = true;
}
