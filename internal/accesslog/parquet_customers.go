package accesslog

import "strings"

// customers hands over a record for each customer of a row, as a rule one. What
// did not work revealed nobody.
func (t *table) customers(r *rows, n int64, lookup bool, keep func(*Record) error) (reason string, damage, err error) {
	if t.row, damage = t.customersOf(r, n); damage != nil {
		return "", damage, nil
	}
	if len(t.row) == 0 && lookup {
		return t.labels[roleCustomer] + " is missing", nil, nil
	}
	for _, id := range t.row {
		if _, reason = t.id(roleCustomer, id); reason != "" {
			return reason, nil, nil
		}
	}
	if len(t.row) == 0 {
		return "", nil, keep(&t.record)
	}
	for _, id := range t.row {
		t.record.CustomerID = id
		if err := keep(&t.record); err != nil {
			return "", nil, err
		}
	}
	return "", nil, nil
}

// customersOf reads the customers of a row.
func (t *table) customersOf(r *rows, n int64) (all []string, err error) {
	all = t.row[:0]
	if strings.HasSuffix(t.record.Action, failed) && len(r.failed) > 0 {
		return all, nil
	}
	if c := r.column[roleCustomer]; r.repeated {
		all, err = c.Texts(n, all)
	} else if c != nil {
		var id string
		if id, _, err = c.Text(n); id != "" {
			all = append(all, id)
		}
	}
	if err != nil {
		return all, err
	}
	if r.object == nil {
		return all, nil
	}
	objects := all[:0]
	for _, id := range all {
		if object, ok := r.object(id); ok {
			objects = append(objects, object)
		}
	}
	if len(objects) > 0 || r.file == nil {
		return objects, nil
	}
	return r.fileOf(n, objects)
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
