package accesslog

import "strings"

// customers hands over a record for each customer of a row, as a rule one. What
// did not work revealed nobody.
func (t *table) customers(r *rows, n int64, lookup bool, keep func(*Record) error) (reason string, damage, err error) {
	if t.row, t.nobody, damage = t.customersOf(r, n); damage != nil {
		return "", damage, nil
	}
	if len(t.row) > 0 || !lookup || t.nobody {
		reason, err = t.keepEach(keep)
		return reason, nil, err
	}
	return t.queried(r, n, keep)
}

// keepEach hands over a record for each customer of the row, or one of nobody, as
// buildEach does.
func (t *table) keepEach(keep func(*Record) error) (reason string, err error) {
	t.most = max(t.most, int64(len(t.row)))
	if len(t.row) == 0 {
		return "", keep(&t.record)
	}
	for _, id := range t.row {
		if _, bad := t.id(roleCustomer, id); bad != "" {
			reason = bad
			continue
		}
		t.record.CustomerID = id
		if err := keep(&t.record); err != nil {
			return "", err
		}
	}
	return reason, nil
}

// customersOf reads the customers of a row. nobody says that the row itself has an
// empty list of them.
func (t *table) customersOf(r *rows, n int64) (all []string, nobody bool, err error) {
	all = t.row[:0]
	if strings.HasSuffix(t.record.Action, failed) && len(r.failed) > 0 {
		return all, false, nil
	}
	if c := r.column[roleCustomer]; r.repeated {
		all, nobody, err = c.List(n, all)
		nobody = nobody && len(all) == 0
	} else if c != nil {
		var id string
		if id, _, err = c.Text(n); id != "" {
			all = append(all, id)
		}
	}
	if err != nil || r.object == nil {
		return all, nobody, err
	}
	// An event's list of resources is not one of all that were shown.
	objects := all[:0]
	for _, id := range all {
		if object, ok := r.object(id); ok && object != "" {
			objects = append(objects, object)
		}
	}
	if len(objects) == 0 && r.file != nil {
		objects, err = r.fileOf(n, objects)
	}
	return objects, false, err
}

// queried reads from a row's statement whom it shows, and says when there may be
// more.
func (t *table) queried(r *rows, n int64, keep func(*Record) error) (reason string, damage, err error) {
	statement := ""
	if r.query != nil {
		statement, _, damage = r.query.Text(n)
	}
	if damage == nil && statement == "" {
		reason, damage = t.unsaid(r, n)
	}
	if damage != nil || statement == "" {
		return reason, damage, nil
	}
	ids, whole := customersOf(statement, nil, t.column)
	t.row = append(t.row[:0], ids...)
	if reason, err = t.keepEach(keep); reason != "" || err != nil || whole || len(ids) == 0 && !readsTable(statement) {
		return reason, nil, err
	}
	t.wide = true
	return widerThan(eventPaths[eventQuery], ids, t.column), nil, nil
}

// unsaid is why a row that does not say what it read is bad.
func (t *table) unsaid(r *rows, n int64) (reason string, damage error) {
	for _, c := range r.about {
		if text, _, damage := c.Text(n); text != "" || damage != nil {
			t.wide = damage == nil
			return noStatement, damage
		}
	}
	return t.labels[roleCustomer] + " is missing", nil
}

// fileOf appends the file that a row is about, with what it is within.
func (r *rows) fileOf(n int64, into []string) ([]string, error) {
	id, _, err := r.file.Text(n)
	if id == "" || err != nil {
		return into, err
	}
	if r.within != nil {
		in, _, err := r.within.Text(n)
		if err != nil {
			return into, err
		}
		if in != "" {
			id = in + "/" + id
		}
	}
	return append(into, id), nil
}
