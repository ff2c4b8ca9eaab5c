package dev.quarry.platform.sql;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import javax.sql.DataSource;

/** Makes the server's default data source injectable through constructors. */
@Dependent
class DataSourceProducer {

    @Resource
    private DataSource dataSource;

    @Produces
    DataSource dataSource() {
        return dataSource;
    }
}
