"""Documents written for this project, in the form of Nghị định 30/2020/NĐ-CP."""
