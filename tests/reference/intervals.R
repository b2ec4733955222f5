# SPDX-License-Identifier: GPL-3.0-or-later
#
# Reference values for the intervals, worked out with R alone.
# Usage: Rscript intervals.R salaries.csv montgomery_employee_salaries.csv > intervals.csv
# README.md beside this file says what the columns hold.

REPLICATES <- 200000   # of every interval in the table
CHECKS <- 20000        # real resamples that check the medians drawn through beta variates
LEVELS <- c(0.025, 0.975)

row <- function(data = "", characteristic = "", group = "", comparator = "", measure, estimate,
                ends, se = NA, replicates = NA, r = NA) {
  number <- function(x) if (is.na(x)) "" else sprintf("%.17g", x)
  cat(data, characteristic, group, comparator, measure, number(estimate), number(ends[1]),
      number(ends[2]), number(se), number(replicates), number(r), sep = ",")
  cat("\n")
}

# Pay in cents a year to pay an hour: a year of 365.25 days, 40 hours a week.
hourly <- function(cents) cents * 28 / (100 * 1461 * 40)

gap <- function(group, comparator) 100 * (comparator - group) / comparator

average <- function(y) sum(y) / length(y)

# f of each column of `times` resamples of y, a block at a time to bound the memory.
resample <- function(y, times, f) {
  n <- length(y)
  block <- max(1, 4e6 %/% n)
  blocks <- lapply(seq(1, times, by = block), function(first) {
    columns <- min(block, times - first + 1)
    f(matrix(y[sample.int(n, n * columns, replace = TRUE)], nrow = n))
  })
  unlist(blocks)
}

# Medians of `times` resamples, without the resamples. A resample is y at n uniform ranks. The k-th
# smallest of n uniform numbers is beta(k, n - k + 1); of the n - k above it the least follows.
draw_medians <- function(y, times) {
  y <- sort(y)
  n <- length(y)
  k <- (n + 1) %/% 2
  u <- rbeta(times, k, n - k + 1)
  low <- y[pmax(1, ceiling(n * u))]
  if (n %% 2 == 1) return(low)
  v <- u + (1 - u) * rbeta(times, 1, n - k)
  (low + y[pmin(n, ceiling(n * v))]) / 2
}

# BCa (Davison and Hinkley 1997, section 5.3.2), the two groups resampled separately.
bca <- function(replicates, observed, g, c) {
  z0 <- qnorm(mean(replicates < observed) + mean(replicates == observed) / 2)
  lg <- -100 * (g - average(g)) / average(c) / length(g)
  lc <- 100 * average(g) * (c - average(c)) / average(c)^2 / length(c)
  a <- sum(lg^3, lc^3) / (6 * sum(lg^2, lc^2)^1.5)
  z <- z0 + qnorm(LEVELS)
  quantile(replicates, pnorm(z0 + z / (1 - a * z)), type = 6, names = FALSE)
}

# The exact interval of a median from binomial(n, 1/2).
order_interval <- function(y) {
  n <- length(y)
  r <- sum(pbinom(seq_len(n %/% 2) - 1, n, 0.5) <= 0.025)
  if (r == 0) return(list(ends = c(NA, NA), r = NA))
  list(ends = sort(y)[c(r, n - r + 1)], r = r)
}

# Rows for every group of one characteristic. Pay is in whole pennies or cents a year, so that the
# sums are exact; a gap is the same by the hour. Groups of fewer than `least` get no gap.
characteristic_rows <- function(data, characteristic, labels, pay, comparator, least = 1) {
  people <- split(pay, labels)
  for (group in names(people)) {
    exact <- order_interval(people[[group]])
    row(data, characteristic, group, "", "median_hourly_pay", hourly(median(people[[group]])),
        hourly(exact$ends), r = exact$r)
  }
  people <- people[lengths(people) >= least]
  means <- lapply(people, function(y) resample(y, REPLICATES, colSums) / length(y))
  medians <- lapply(people, draw_medians, REPLICATES)
  checks <- lapply(people, resample, CHECKS, function(m) apply(m, 2, median))
  for (group in setdiff(names(people), comparator)) {
    g <- people[[group]]
    c <- people[[comparator]]
    t <- gap(means[[group]], means[[comparator]])
    observed <- gap(average(g), average(c))
    row(data, characteristic, group, comparator, "mean_hourly_gap", observed, bca(t, observed, g, c),
        sd(t), REPLICATES)
    t <- gap(medians[[group]], medians[[comparator]])
    ends <- quantile(t, LEVELS, type = 6, names = FALSE)
    row(data, characteristic, group, comparator, "median_hourly_gap", gap(median(g), median(c)), ends,
        sd(t), REPLICATES)
    s <- gap(checks[[group]], checks[[comparator]])
    message(sprintf("check %s %s: real resamples give %.6f to %.6f, table %.6f to %.6f; se %.6f, table %.6f",
                    characteristic, group, quantile(s, LEVELS[1], type = 6), quantile(s, LEVELS[2], type = 6),
                    ends[1], ends[2], sd(s), sd(t)))
  }
}

# People with a sex and a salary above zero; the salary in whole cents.
read_people <- function(path, sex, salary) {
  d <- read.csv(path, colClasses = "character", na.strings = character())
  d$pay <- round(100 * as.numeric(d[[salary]]))
  d[d[[sex]] != "" & !is.na(d$pay) & d$pay > 0, ]
}

paths <- commandArgs(trailingOnly = TRUE)
stopifnot(length(paths) == 2)
set.seed(20170401)
cat("data,characteristic,group,comparator,measure,estimate,lower,upper,se,replicates,r\n")

d <- read_people(paths[1], "sex", "salary")
characteristic_rows("salaries", "sex", d$sex, d$pay, "Male")
characteristic_rows("salaries", "rank", d$rank, d$pay, "Prof")

d <- read_people(paths[2], "gender", "current_annual_salary")
characteristic_rows("montgomery", "gender", d$gender, d$pay, "M")
characteristic_rows("montgomery", "assignment_category", d$assignment_category, d$pay, "Fulltime-Regular")
largest <- names(which.max(table(d$department)))
characteristic_rows("montgomery", "department", d$department, d$pay, largest, least = 50)

# Wilson's interval of a share.
for (share in list(c(0, 10), c(1, 10), c(5, 10), c(10, 10), c(39, 397), c(1856, 2000))) {
  test <- suppressWarnings(prop.test(share[1], share[2], correct = FALSE))
  row(group = paste(share, collapse = "/"), measure = "share", estimate = share[1] / share[2],
      ends = test$conf.int)
}
