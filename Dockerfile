ARG JAVA=17

FROM eclipse-temurin:17-jdk AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src src
RUN ./mvnw -B -q -DskipTests package
RUN java -Djarmode=tools -jar target/ponte.jar extract --destination /app

FROM eclipse-temurin:${JAVA}-jre
RUN groupadd --system ponte \
    && useradd --system --gid ponte --home-dir /ponte ponte \
    && install -d -o ponte -g ponte /ponte /ponte/data
COPY --from=build /app /app
COPY docker/alive docker/learn /app/
# Here and not before, since an archive of classes is good for one virtual machine and these jars alone.
WORKDIR /learn
COPY routes routes
RUN /app/learn /app && rm -r /learn/*
WORKDIR /ponte
# Mount your own over these two.
COPY routes routes
COPY application.yaml application.yaml
USER ponte
VOLUME /ponte/data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD ["/app/alive"]
ENTRYPOINT ["java", "@/app/options", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/ponte.jar"]
